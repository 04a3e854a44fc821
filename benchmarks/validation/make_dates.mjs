// Date strings of JavaScript formatters, one JSON record a line, for make_dates.py.
//
// A record says how a string came about: `at` (the instant that was formatted) and, for relative ones,
// either `en` (the same formatter's English) or `n`, `unit`, `sign`. What it means is worked out there.
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import vm from 'node:vm'

const require = createRequire(import.meta.url)
const NOW = new Date('2026-05-21T12:00:00Z')
const INSTANTS = JSON.parse(process.argv[2])
process.env.TZ = 'UTC'

const out = []
function put(family, style, locale, text, more) {
  if (typeof text === 'string' && text.trim() && text.length < 120) {
    out.push({ family, style, locale, text, ...more })
  }
}

// Amounts that a news page shows; the plural rules of Slavic, Baltic and Arabic tell them apart.
const AMOUNTS = {
  second: [0, 1, 10, 20, 40],
  minute: [1, 2, 4, 10, 17, 21, 42],
  hour: [1, 2, 3, 4, 7, 12, 21],
  day: [1, 2, 4, 6, 12, 21],
  week: [1, 2, 3],
  month: [1, 2, 3, 4, 6, 10],
  year: [1, 2, 3, 4, 12]
}
const SECONDS = { second: 1, minute: 60, hour: 3600, day: 86400, week: 604800 }

function shifted(n, unit, sign) {
  const date = new Date(NOW)
  if (unit === 'month') date.setUTCMonth(date.getUTCMonth() + sign * n)
  else if (unit === 'year') date.setUTCFullYear(date.getUTCFullYear() + sign * n)
  else date.setTime(date.getTime() + sign * n * SECONDS[unit] * 1000)
  return date
}

function* moments(futures = true) {
  for (const [unit, amounts] of Object.entries(AMOUNTS)) {
    for (const n of amounts) {
      yield { n, unit, sign: -1, date: shifted(n, unit, -1) }
      if (futures && n > 1 && n < 11) yield { n, unit, sign: 1, date: shifted(n, unit, 1) }
    }
  }
}

// Two instants of the list for each style of each locale, others for the next: every month comes up.
function instants(key, count = 2) {
  let hash = 7
  for (const char of key) hash = (hash * 31 + char.codePointAt(0)) % 1000003
  return Array.from({ length: count }, (_, i) => INSTANTS[(hash + i * 7) % INSTANTS.length])
}

// The text of an instant; '' where the format does not tell morning from evening.
function clear(at, format, width = 'minute') {
  const date = new Date(at)
  const other = new Date(at)
  other.setUTCHours((date.getUTCHours() + 12) % 24)
  const text = format(date)
  return width === 'minute' && format(other) === text ? '' : text
}

const NAMES = readdirSync(new URL('node_modules/javascript-time-ago/locale/', import.meta.url))
  .filter(name => /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(name))
const KNOWN = NAMES.filter(name => {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(name).length > 0
  } catch {
    return false
  }
})

// --- moment, dayjs -----------------------------------------------------------------------------
{
  const moment = require('moment')
  require('moment/min/locales')
  const CALENDAR = [
    ['2026-05-21T07:42:00Z'], ['2026-05-20T21:17:00Z'], ['2026-05-19T16:05:00Z'],
    ['2026-05-17T08:30:00Z'], ['2026-05-16T14:00:00Z'], ['2026-05-22T18:00:00Z']
  ].flat()
  for (const name of moment.locales()) {
    const local = date => moment.utc(date).locale(name)
    const english = date => moment.utc(date).locale('en')
    for (const { date, ...made } of moments()) {
      put('val-moment', 'fromNow', name, local(date).from(NOW), { en: english(date).from(NOW), ...made })
    }
    for (const at of CALENDAR) {
      const text = clear(at, date => local(date).calendar(NOW))
      put('val-moment-calendar', 'calendar', name, text, { at, width: 'minute' })
    }
    for (const style of ['L', 'LL', 'LLL', 'LLLL', 'l', 'll', 'lll', 'llll']) {
      const width = style.length > 2 ? 'minute' : 'day'
      for (const at of instants('moment' + name + style)) {
        const text = clear(at, date => local(date).format(style), width)
        put('val-moment-abs', style, name, text, { at, width })
      }
    }
  }

  const dayjs = require('dayjs')
  for (const plugin of ['relativeTime', 'localizedFormat', 'utc', 'advancedFormat']) {
    dayjs.extend(require('dayjs/plugin/' + plugin))
  }
  const folder = new URL('node_modules/dayjs/locale/', import.meta.url)
  for (const file of readdirSync(folder).filter(file => file.endsWith('.js'))) {
    const name = file.slice(0, -3)
    const locale = require('dayjs/locale/' + name)
    const local = date => dayjs.utc(date).locale(locale.default ?? locale)
    const english = date => dayjs.utc(date).locale('en')
    for (const { date, ...made } of moments()) {
      const now = dayjs.utc(NOW)
      put('val-dayjs', 'from', name, local(date).from(now), { en: english(date).from(now), ...made })
    }
    const formats = (locale.default ?? locale).formats ?? {}
    for (const style of formats.L && formats.LLLL ? ['L', 'LL', 'LLL', 'LLLL', 'll', 'llll'] : []) {
      const width = style.length > 2 ? 'minute' : 'day'
      for (const at of instants('dayjs' + name + style)) {
        const text = clear(at, date => local(date).format(style), width)
        put('val-dayjs-abs', style, name, text, { at, width })
      }
    }
  }
}

// --- date-fns ----------------------------------------------------------------------------------
{
  const fns = require('date-fns')
  const locales = require('date-fns/locale')
  const { utc } = require('@date-fns/utc')
  for (const locale of Object.values(locales)) {
    const name = locale.code
    for (const { date, ...made } of moments()) {
      const both = (style, format) =>
        put('val-datefns', style, name, format(locale), { en: format(locales.enUS), ...made })
      both('distance', locale =>
        fns.formatDistance(date, NOW, { locale, addSuffix: true, includeSeconds: made.n < 30 }))
      both('strict', locale => fns.formatDistanceStrict(date, NOW, { locale, addSuffix: true, in: utc }))
    }
    // What distance words "about", "over" and "almost".
    for (const hours of [26, 5, 24 * 47, 24 * 365 * 1.4, 24 * 365 * 1.85]) {
      const date = new Date(NOW - hours * 3600e3)
      const format = locale => fns.formatDistance(date, NOW, { locale, addSuffix: true })
      put('val-datefns', 'distance', name, format(locale), { en: format(locales.enUS), sign: -1 })
    }
    for (const at of ['2026-05-21T06:24:00Z', '2026-05-20T22:51:00Z', '2026-05-18T09:40:00Z',
      '2026-05-15T13:07:00Z', '2026-05-22T08:15:00Z']) {
      const text = clear(at, date => fns.formatRelative(date, NOW, { locale, in: utc }))
      put('val-datefns-relative', 'formatRelative', name, text, { at, width: 'minute' })
    }
    for (const style of ['P', 'PP', 'PPP', 'PPPP', 'Pp', 'PPp', 'PPPp', 'PPPPp']) {
      for (const at of instants('fns' + name + style)) {
        const width = style.endsWith('p') ? 'minute' : 'day'
        const text = clear(at, date => fns.format(date, style, { locale, in: utc }), width)
        put('val-datefns-abs', style, name, text, { at, width })
      }
    }
  }
}

// --- javascript-time-ago -----------------------------------------------------------------------
{
  const loaded = require('javascript-time-ago')
  const TimeAgo = loaded.default ?? loaded
  const load = name => {
    const data = require('javascript-time-ago/locale/' + name)
    return data.default ?? data
  }
  TimeAgo.addDefaultLocale(load('en'))
  const english = new TimeAgo('en')
  const styles = ['round', 'round-minute', 'twitter', 'twitter-now', 'mini', 'mini-now', 'mini-minute-now']
  for (const name of KNOWN) {
    TimeAgo.addLocale(load(name))
    const local = new TimeAgo(name)
    for (const style of styles) {
      for (const { date, ...made } of moments(style === 'round')) {
        const options = { now: NOW.getTime() }
        const en = english.format(date, style, options)
        const at = date.toISOString()
        put('val-jta', style, name, local.format(date, style, options), { en, at, ...made })
      }
    }
  }
}

// --- luxon, Intl -------------------------------------------------------------------------------
{
  const { DateTime } = require('luxon')
  const base = DateTime.fromJSDate(NOW, { zone: 'utc' })
  const FORMATS = ['DATE_SHORT', 'DATE_MED', 'DATE_MED_WITH_WEEKDAY', 'DATE_FULL', 'DATE_HUGE',
    'DATETIME_SHORT', 'DATETIME_MED', 'DATETIME_MED_WITH_WEEKDAY', 'DATETIME_FULL', 'DATETIME_HUGE']
  for (const name of KNOWN) {
    const local = at => DateTime.fromISO(at, { zone: 'utc', locale: name })
    // Intl falls back to the default language in silence where it has no data.
    if (Intl.RelativeTimeFormat.supportedLocalesOf(name).length === 0) continue
    for (const style of ['long', 'short', 'narrow']) {
      for (const numeric of ['always', 'auto']) {
        const rtf = new Intl.RelativeTimeFormat(name, { style, numeric })
        for (const [unit, amounts] of Object.entries(AMOUNTS)) {
          for (const n of amounts) {
            for (const sign of n > 4 || n === 0 ? [-1] : [-1, 1]) {
              const text = rtf.format(sign * n, unit)
              const made = { n, unit, sign, numeric }
              if (numeric === 'always') {
                const options = { base, style, locale: name, unit: unit + 's' }
                const date = DateTime.fromJSDate(shifted(n, unit, sign), { zone: 'utc' })
                const words = n ? date.toRelative(options) : ''
                if (words === text) put('val-luxon', 'toRelative-' + style, name, words, made)
                put('val-intl', style, name, text, made)
              } else if (n < 3 && !/\p{Nd}/u.test(text)) {
                put('val-intl-auto', style, name, text, made)
              }
            }
          }
        }
      }
    }
    for (const style of FORMATS) {
      const width = style.startsWith('DATETIME') ? 'minute' : 'day'
      for (const at of instants('luxon' + name + style, 1)) {
        const format = date => local(date.toISOString()).toLocaleString(DateTime[style])
        put('val-luxon-abs', style, name, clear(at, format, width), { at, width })
      }
    }
    for (const dateStyle of ['full', 'long', 'medium', 'short']) {
      for (const timeStyle of [undefined, 'short', 'long']) {
        const format = new Intl.DateTimeFormat(name, { dateStyle, timeStyle, timeZone: 'UTC' })
        const width = timeStyle ? 'minute' : 'day'
        for (const at of instants('intl' + name + dateStyle + timeStyle, 1)) {
          const text = clear(at, date => format.format(date), width)
          put('val-intl-abs', `${dateStyle}-${timeStyle}`, name, text, { at, width })
        }
      }
    }
    const SKELETONS = {
      yMMMEd: { weekday: 'short', year: 'numeric', month: 'short', day: 'numeric' },
      MMMd: { month: 'short', day: 'numeric' },
      MMMMd: { month: 'long', day: 'numeric' },
      MMMdHm: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
      yMdHm: { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' },
      yMMMdHm: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }
    }
    for (const [style, options] of Object.entries(SKELETONS)) {
      const format = new Intl.DateTimeFormat(name, { ...options, timeZone: 'UTC' })
      for (const at of instants('skeleton' + name + style, 1)) {
        // Without a year the last such day is meant.
        const past = at.slice(5) < '05-21' ? '2026' : '2025'
        const last = style[0] === 'y' ? at : past + at.slice(4)
        const width = style.endsWith('Hm') ? 'minute' : 'day'
        const text = clear(last, date => format.format(date), width)
        put('val-intl-abs', style, name, text, { at: last, width })
      }
    }
  }

  // Other calendars and digits than the locale's own, and zone names.
  const CALENDARS = ['fa', 'fa-u-nu-latn', 'fa-AF', 'th', 'th-u-nu-thai', 'ja-u-ca-japanese', 'zh-TW-u-ca-roc',
    'zh-Hant-u-ca-roc', 'ar-SA-u-ca-islamic-umalqura', 'ar-EG-u-nu-arab', 'ar-u-nu-arab', 'bn-u-nu-beng', 'mr-u-nu-deva',
    'hi-u-nu-deva', 'ur-u-nu-arabext', 'ta-u-nu-tamldec', 'te-u-nu-telu', 'ne-u-nu-deva', 'my-u-nu-mymr', 'he',
    'fa-u-ca-gregory', 'th-u-ca-gregory']
  for (const name of CALENDARS) {
    for (const dateStyle of ['full', 'long', 'medium', 'short']) {
      for (const timeStyle of [undefined, 'short']) {
        const format = new Intl.DateTimeFormat(name, { dateStyle, timeStyle, timeZone: 'UTC' })
        for (const at of instants('calendar' + name + dateStyle + timeStyle, 3)) {
          const more = { at, width: timeStyle ? 'minute' : 'day', hijri: name.includes('islamic') }
          put('val-intl-calendar', dateStyle, name, format.format(new Date(at)), more)
        }
      }
    }
  }
  const ZONES = { en: ['America/New_York', 'America/Los_Angeles', 'America/Chicago', 'UTC'], 'en-GB': ['Europe/London',
    'Europe/Berlin'], 'en-AU': ['Australia/Sydney'], 'en-IN': ['Asia/Kolkata'], de: ['Europe/Berlin'], fr: ['Europe/Paris',
    'America/New_York'], es: ['Europe/Madrid', 'America/Bogota'], it: ['Europe/Rome'], pt: ['America/Sao_Paulo',
    'Europe/Lisbon'], nl: ['Europe/Amsterdam'], ru: ['Europe/Moscow'], uk: ['Europe/Kyiv'], pl: ['Europe/Warsaw'], tr:
    ['Europe/Istanbul'], ja: ['Asia/Tokyo'], ko: ['Asia/Seoul'], zh: ['Asia/Shanghai', 'Asia/Hong_Kong'], 'zh-TW':
    ['Asia/Taipei'], id: ['Asia/Jakarta', 'Asia/Makassar'], vi: ['Asia/Ho_Chi_Minh'], th: ['Asia/Bangkok'], hi:
    ['Asia/Kolkata'], bn: ['Asia/Dhaka'], ur: ['Asia/Karachi'], ar: ['Asia/Riyadh', 'Africa/Cairo'], fa: ['Asia/Tehran'],
    he: ['Asia/Jerusalem'], sv: ['Europe/Stockholm'], nb: ['Europe/Oslo'], da: ['Europe/Copenhagen'], fi:
    ['Europe/Helsinki'], el: ['Europe/Athens'], cs: ['Europe/Prague'], hu: ['Europe/Budapest'], ro: ['Europe/Bucharest'],
    bg: ['Europe/Sofia'], ms: ['Asia/Kuala_Lumpur'], ta: ['Asia/Colombo'], ca: ['Europe/Madrid'] }
  for (const [name, zones] of Object.entries(ZONES)) {
    for (const timeZone of zones) {
      for (const timeZoneName of ['short', 'shortOffset', 'long', 'longOffset']) {
        const format = new Intl.DateTimeFormat(name, { year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit',
          minute: '2-digit', timeZone, timeZoneName })
        for (const at of instants('zone' + name + timeZone + timeZoneName)) {
          put('val-intl-zone', timeZoneName, name, format.format(new Date(at)), { at, width: 'minute', zone: timeZone })
        }
      }
    }
  }
}

// --- react-timeago, jquery timeago, sugar-date, d3-time-format ----------------------------------
{
  const loaded = require('react-timeago/lib/formatters/buildFormatter')
  const build = loaded.default
  const folder = new URL('node_modules/react-timeago/lib/language-strings/', import.meta.url)
  const strings = name => require('react-timeago/lib/language-strings/' + name).default
  for (const file of readdirSync(folder).filter(file => file.endsWith('.js'))) {
    const name = file.slice(0, -3)
    for (const { date, ...made } of moments()) {
      if (made.n === 0) continue
      const suffix = made.sign < 0 ? 'ago' : 'from now'
      const text = build(strings(name))(made.n, made.unit, suffix, date.getTime(), undefined, () => NOW.getTime())
      const more = { ...made, fuzzy: name.includes('fuzzy') }
      // All seconds are one word here, and a week that has none is told in days.
      if (made.unit === 'second' && !String(strings(name).seconds).includes('%d')) more.n = 0
      if (made.unit === 'week' && !strings(name).week && !strings(name).weeks) {
        more.unit = 'day'
        more.n = 7 * made.n
      }
      put('val-react-timeago', name.includes('short') ? 'short' : 'long', name, text, more)
    }
  }

  const helpers = { fn: {}, extend: Object.assign, isFunction: f => typeof f === 'function', trim: s => s.trim() }
  const jquery = Object.assign(() => ({}), helpers)
  const world = vm.createContext({ jQuery: jquery, document: { createElement: () => ({}) }, Date, parseInt, console })
  const source = file => readFileSync(new URL('node_modules/timeago/' + file, import.meta.url), 'utf8')
  vm.runInContext(source('jquery.timeago.js'), world)
  Object.assign(jquery.timeago.settings, { allowFuture: true, allowPast: true })
  const files = readdirSync(new URL('node_modules/timeago/locales/', import.meta.url)).filter(f => f.endsWith('.js'))
  const english = jquery.timeago.settings.strings
  for (const file of files) {
    const name = file.slice('jquery.timeago.'.length, -3)
    jquery.timeago.settings.strings = english
    vm.runInContext(source('locales/' + file), world)
    const local = { ...english, wordSeparator: undefined, numbers: undefined, ...jquery.timeago.settings.strings }
    for (const { date, ...made } of moments()) {
      const words = strings => {
        jquery.timeago.settings.strings = strings
        return jquery.timeago.inWords(NOW - date)
      }
      const text = words(local)
      put('val-jquery-timeago', name.includes('short') ? 'short' : 'long', name, text, { en: words(english), ...made })
    }
  }

  const sugar = require('sugar-date')
  require('sugar-date/locales')
  sugar.Date.setOption('newDateInternal', () => new Date(NOW))
  for (const name of sugar.Date.getAllLocaleCodes()) {
    for (const { date, ...made } of moments()) {
      const words = locale => String(sugar.Date.relative(date, locale))
      put('val-sugar', 'relative', name, words(name), { en: words('en'), ...made })
    }
    for (const style of ['{short}', '{medium}', '{long}', '{full}']) {
      for (const at of instants('sugar' + name + style)) {
        const width = style === '{long}' || style === '{full}' ? 'minute' : 'day'
        const format = date => String(new sugar.Date(date).setUTC(true).format(style, name))
        try {
          put('val-sugar-abs', style, name, clear(at, format, width), { at, width })
        } catch (error) {
          // A locale without this style.
          if (!(error instanceof TypeError)) throw error
        }
      }
    }
  }

  const d3 = await import('d3-time-format')
  const d3folder = new URL('node_modules/d3-time-format/locale/', import.meta.url)
  for (const file of readdirSync(d3folder)) {
    const locale = d3.timeFormatLocale(JSON.parse(readFileSync(new URL(file, d3folder), 'utf8')))
    const written = /^(ja|ko|zh)/.test(file) ? ['%Y年%-m月%-d日 %H:%M'] : ['%-d %B %Y', '%a %-d %b %Y, %H:%M']
    for (const style of ['%c', '%x', '%d/%m/%Y - %H:%M', ...file.startsWith('ko') ? [] : written]) {
      for (const at of instants('d3' + file + style, 3)) {
        // Day first only where it is read so.
        if (style.startsWith('%d/') && /^(en-[CU]|ja|ko|zh|hu|sv)/.test(file)) continue
        const width = style === '%x' || style === '%-d %B %Y' ? 'day' : 'minute'
        put('val-d3', style, file.slice(0, -5), clear(at, locale.utcFormat(style), width), { at, width })
      }
    }
  }
}

// In which order a language writes day, month and year in digits.
for (const name of KNOWN.filter(name => !name.includes('-'))) {
  const parts = new Intl.DateTimeFormat(name, { dateStyle: 'short', calendar: 'gregory' }).formatToParts(NOW)
  const order = parts.map(part => part.type[0]).filter(type => 'ymd'.includes(type)).join('')
  if (new Set(order).size === 3) out.push({ locale: name === 'no' ? 'nb' : name, order })
}
for (const record of out) process.stdout.write(JSON.stringify(record) + '\n')
