import type {LocaleModule} from '@lit/localize/internal/types.js';
import {setLanguageOnServer} from '../localization/language-controller.js';
import * as ar from '../localization/locales/ar.js';
import * as de from '../localization/locales/de.js';
import * as es from '../localization/locales/es.js';
import * as fr from '../localization/locales/fr.js';
import * as ja from '../localization/locales/ja.js';
import * as ptBR from '../localization/locales/pt-BR.js';
import * as zhHans from '../localization/locales/zh-Hans.js';
import {languageWith, localeFor} from '../localization/translations.js';

const translations: Record<string, LocaleModule> = {ar, de, es, fr, ja, 'pt-BR': ptBR, 'zh-Hans': zhHans};

// A server cannot wait for a translation while it renders, and need not save the bytes.
setLanguageOnServer((lang, keepsDir, texts) =>
  languageWith(translations[localeFor(lang)], lang, keepsDir, texts),
);
