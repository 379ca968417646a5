import { useEffect, useMemo, useState } from 'react';
import * as z from 'zod/mini';
import type { Language } from '../../../shared/protocol/office.ts';
import { clipName } from './clipName.ts';

/** `clips`: recorded; `browser`: a voice on this machine reads; `none`: this language is silent here. */
export type VoiceKind = 'clips' | 'browser' | 'none';
export interface Speaker {
  readonly kind: (language: Language) => VoiceKind;
  /** Says the texts one after the other, in the place of what is being said; what has no voice is passed over. */
  readonly speak: (texts: readonly string[], language: Language) => void;
  readonly hush: () => void;
}

const Clips = z.strictObject({ id: z.array(z.string()), en: z.array(z.string()) });
type Clips = z.infer<typeof Clips>;

/** A voice of this machine: no text may leave it. */
function localVoice(language: Language): SpeechSynthesisVoice | undefined {
  if (!('speechSynthesis' in globalThis)) return undefined;
  return speechSynthesis.getVoices().find((voice) => voice.localService && voice.lang.startsWith(language));
}

function openSpeaker(clips: Clips | undefined): Speaker {
  const names = { id: new Set(clips?.id), en: new Set(clips?.en) };
  const sounds = new Map<string, Promise<AudioBuffer | undefined>>();
  let context: AudioContext | undefined;
  let turn = 0;
  let stopNow: () => void = () => {};

  function load(path: string, into: AudioContext) {
    const known = sounds.get(path);
    if (known) return known;
    const sound = fetch(path)
      .then((answer) => answer.arrayBuffer())
      .then((bytes) => into.decodeAudioData(bytes))
      .catch(() => undefined);
    sounds.set(path, sound);
    return sound;
  }

  function hush() {
    turn++;
    stopNow();
  }

  async function one(text: string, language: Language, into: AudioContext, mine: number) {
    const name = clipName(text);
    if (names[language].has(name)) {
      const buffer = await load(`voice/${language}/${name}.ogg`, into);
      if (!buffer || mine !== turn) return;
      const source = new AudioBufferSourceNode(into, { buffer });
      source.connect(into.destination);
      await new Promise<void>((resolve) => {
        source.onended = () => resolve();
        stopNow = () => source.stop();
        source.start();
      });
      return;
    }
    const voice = localVoice(language);
    if (!voice) return;
    const said = new SpeechSynthesisUtterance(text);
    said.voice = voice;
    said.lang = voice.lang;
    await new Promise<void>((resolve) => {
      said.onend = () => resolve();
      said.onerror = () => resolve();
      stopNow = () => speechSynthesis.cancel();
      speechSynthesis.speak(said);
    });
  }

  async function speak(texts: readonly string[], language: Language) {
    hush();
    const mine = turn;
    const into = (context ??= new AudioContext());
    await into.resume();
    for (const text of texts)
      if (names[language].has(clipName(text))) void load(`voice/${language}/${clipName(text)}.ogg`, into);
    for (const text of texts) {
      if (mine !== turn) return;
      await one(text, language, into, mine);
    }
  }

  return {
    kind: (language) => (names[language].size > 0 ? 'clips' : localVoice(language) ? 'browser' : 'none'),
    speak: (texts, language) => void speak(texts, language),
    hush,
  };
}

/** The list of clips is read once; without it the page speaks by the browser's own voice, or not at all. */
export function useSpeaker(): Speaker {
  const [clips, setClips] = useState<Clips>();
  useEffect(() => {
    const read = async () => {
      const answer = await fetch('voice/clips.json').then(
        (response) => response.json() as Promise<unknown>,
        () => undefined,
      );
      const parsed = Clips.safeParse(answer);
      if (parsed.success) setClips(parsed.data);
    };
    read().catch(() => {});
  }, []);
  const speaker = useMemo(() => openSpeaker(clips), [clips]);
  useEffect(() => speaker.hush, [speaker]);
  return speaker;
}
