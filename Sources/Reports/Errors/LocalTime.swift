public import EDIModel
import Foundation

/// A UTC stamp of the ledger on the wall clock of a site.
public struct LocalTime: Sendable, Hashable {
  /// The day and time as Brazilians write them: `27/08/2026 09:02:32`.
  public let text: String
  /// The same moment as ISO 8601 with its distance from UTC: `2026-08-27T09:02:32-03:00`.
  public let iso: String
  /// `UTC-03:00`.
  public let offset: String

  /// Reads `2026-08-27T12:02:32.123Z`; `nil` for any other text and for a time zone that does not exist.
  public init?(utc stamp: String, timeZone identifier: String) {
    guard let zone = TimeZone(identifier: identifier), let seconds = Self.seconds(of: stamp) else { return nil }
    let distance = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(seconds)))
    let local = Self.civil(seconds + distance)
    let sign = distance < 0 ? "-" : "+"
    let minutes = abs(distance) / 60
    let zoneText = sign + Self.two(minutes / 60) + ":" + Self.two(minutes % 60)
    let clock = "\(Self.two(local.hour)):\(Self.two(local.minute)):\(Self.two(local.second))"
    text = "\(Self.two(local.day))/\(Self.two(local.month))/\(local.year) \(clock)"
    iso = "\(local.year)-\(Self.two(local.month))-\(Self.two(local.day))T\(clock)\(zoneText)"
    offset = "UTC" + zoneText
  }

  /// The UTC stamp at which a day, `2026-08-27`, begins at a site; `nil` for any other text.
  public static func utc(startOf day: String, timeZone identifier: String) -> String? {
    guard day.utf8.count == 10, let zone = TimeZone(identifier: identifier),
      let midnight = seconds(of: day + "T00:00:00Z")
    else { return nil }
    // The distance from UTC is asked for twice: where a clock changes at midnight, the first answer is the old day's.
    var moment = midnight
    for _ in 0..<2 { moment = midnight - zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(moment))) }
    let utc = civil(moment)
    let clock = "\(two(utc.hour)):\(two(utc.minute)):\(two(utc.second))"
    return "\(utc.year)-\(two(utc.month))-\(two(utc.day))T\(clock).000Z"
  }

  /// What people call the clock of a time zone: `horário de Brasília`; its identifier where there is no such name.
  public static func clockName(of identifier: String) -> Bilingual {
    switch identifier {
    case "America/Sao_Paulo", "America/Bahia", "America/Fortaleza", "America/Recife", "America/Belem",
      "America/Maceio", "America/Araguaina", "America/Santarem", "Brazil/East":
      Bilingual(pt: "horário de Brasília", en: "Brasília time")
    case "America/Manaus", "America/Cuiaba", "America/Campo_Grande", "America/Porto_Velho", "America/Boa_Vista",
      "Brazil/West":
      Bilingual(pt: "horário do Amazonas", en: "Amazon time")
    default: Bilingual(identifier)
    }
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// Seconds since 1970 of `AAAA-MM-DDThh:mm:ss`, whatever fraction follows, ended by `Z`.
  private static func seconds(of stamp: String) -> Int? {
    guard stamp.hasSuffix("Z") else { return nil }
    let parts = stamp.prefix(19).split(whereSeparator: { "-T:".contains($0) }).map { Int($0) }
    guard parts.count == 6, case let fields = parts.compactMap(\.self), fields.count == 6,
      (1...12).contains(fields[1]), (1...31).contains(fields[2])
    else { return nil }
    let day = days(year: fields[0], month: fields[1], day: fields[2])
    return day * 86_400 + fields[3] * 3600 + fields[4] * 60 + fields[5]
  }

  /// Days since 1970-01-01 in the Gregorian calendar, counted in years that begin in March.
  private static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private static func civil(
    _ seconds: Int
  ) -> (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
    let clock = seconds % 86_400
    let shifted = seconds / 86_400 + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (year, month, day, clock / 3600, clock / 60 % 60, clock % 60)
  }
}
