import EDIModel
import Foundation
@testable import Reports
import Testing

@Suite struct ErrorReportTests {
  static let reports: [(String, ErrorReport)] = [
    ("one-error", Sample.report([Sample.tooLong], scope: .document(wentOn: 0, alsoRejected: 0))),
    ("many-errors", Sample.report([Sample.warning, Sample.tooLong, Sample.notANumber, Sample.path], further: 7)),
    (
      "unknown-file",
      Sample.report(
        [
          Finding(
            .layoutUnknown, place: Place(line: 1), found: "00000001XX001",
            expected: Bilingual(pt: "AP no campo layout", en: "AP in the field layout"))
        ], scope: .file, subject: nil)
    ),
    (
      "wrong-folder",
      Sample.report(
        [
          Finding(
            .layoutWrongWay, place: Place(line: 1), found: "protheus: apontamento-producao/trimpaper-txt",
            expected: Bilingual(pt: "na pasta de entrada do trimpaper", en: "in the inbox of trimpaper"))
        ], scope: .file, subject: nil)
    ),
    ("crashed-reader", Sample.report([Finding(.fileCrashedReader, place: Place())], scope: .file, subject: nil)),
  ]

  @Test(arguments: reports.map(\.0))
  func textIsTheAgreedOne(_ name: String) throws {
    let report = try #require(Self.reports.first { $0.0 == name }?.1)
    expectGolden(report.text(), name + ".erro.txt")
  }

  @Test(arguments: reports.map(\.0))
  func dataIsTheAgreedOne(_ name: String) throws {
    let report = try #require(Self.reports.first { $0.0 == name }?.1)
    expectGolden(try report.json(), name + ".erro.json")
  }

  @Test func textHasMarkAndWindowsLineEndsAndIsNarrow() throws {
    let bytes = Sample.report([Sample.tooLong, Sample.notANumber]).text()
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(bytes.indices.allSatisfy { bytes[$0] != 0x0A || bytes[$0 - 1] == 0x0D })
    let lines = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 100 })
    #expect(lines.allSatisfy { !$0.hasSuffix(" ") })
  }

  @Test func atMostAHundredFindingsAreListedAndTheRestIsCounted() {
    let findings = (1...130).map { Finding(.fieldMissing, place: Place(line: $0)) } + [Sample.warning]
    let report = Sample.report(findings, further: 5)
    #expect(report.findings.count == 100)
    #expect(report.furtherFindings == 36)
    #expect(String(decoding: report.text(), as: UTF8.self).contains("e mais 36 outros não foram listados"))
  }

  @Test func errorsComeBeforeWarningsWhateverTheirPlace() {
    let report = Sample.report([Sample.warning, Sample.tooLong, Sample.notANumber])
    #expect(report.findings == [Sample.tooLong, Sample.notANumber, Sample.warning])
  }

  @Test func aFileThatStoppedTheProgramIsNotToBeDroppedAgain() {
    let report = Sample.report([Finding(.fileCrashedReader, place: Place())], scope: .file, subject: nil)
    #expect(report.resending == nil)
    #expect(!String(decoding: report.text(), as: UTF8.self).contains("Grave o arquivo corrigido"))
  }

  @Test func everyCodeHasAReportThatAPersonCanRead() {
    for code in FindingCode.allCases {
      let text = String(decoding: Sample.report([Finding(code, place: Place(line: 3))]).text(), as: UTF8.self)
      #expect(text.contains(code.rawValue))
      #expect(text.contains("O QUE FAZER"))
    }
  }
}

@Suite struct LocalTimeTests {
  @Test(arguments: [
    ("2026-08-27T12:02:32.123Z", "America/Sao_Paulo", "27/08/2026 09:02:32", "2026-08-27T09:02:32-03:00"),
    ("2026-01-01T02:59:59Z", "America/Sao_Paulo", "31/12/2025 23:59:59", "2025-12-31T23:59:59-03:00"),
    ("2018-12-01T12:00:00Z", "America/Sao_Paulo", "01/12/2018 10:00:00", "2018-12-01T10:00:00-02:00"),
    ("2024-02-29T03:30:00Z", "America/Manaus", "28/02/2024 23:30:00", "2024-02-28T23:30:00-04:00"),
    ("2024-02-29T23:30:00.9Z", "UTC", "29/02/2024 23:30:00", "2024-02-29T23:30:00+00:00"),
    ("2026-07-01T12:00:00Z", "Asia/Kolkata", "01/07/2026 17:30:00", "2026-07-01T17:30:00+05:30"),
  ])
  func showsTheClockOfTheSite(stamp: String, zone: String, text: String, iso: String) throws {
    let time = try #require(LocalTime(utc: stamp, timeZone: zone))
    #expect(time.text == text)
    #expect(time.iso == iso)
  }

  @Test(arguments: ["", "2026-08-27", "2026-08-27T12:02:32", "ontem às dez horasZ"])
  func refusesOtherTexts(_ stamp: String) {
    #expect(LocalTime(utc: stamp, timeZone: "America/Sao_Paulo") == nil)
  }

  @Test func refusesTimeZonesThatDoNotExist() {
    #expect(LocalTime(utc: "2026-08-27T12:02:32Z", timeZone: "America/Lajes") == nil)
  }

  @Test(arguments: [
    ("2026-08-27", "America/Sao_Paulo", "2026-08-27T03:00:00.000Z"),
    ("2018-11-05", "America/Sao_Paulo", "2018-11-05T02:00:00.000Z"),
    ("2026-01-01", "Asia/Kolkata", "2025-12-31T18:30:00.000Z"),
    ("2026-03-01", "UTC", "2026-03-01T00:00:00.000Z"),
  ])
  func knowsWhenADayBegins(day: String, zone: String, stamp: String) {
    #expect(LocalTime.utc(startOf: day, timeZone: zone) == stamp)
  }

  @Test(arguments: ["hoje", "27/08/2026", "2026-13-01", "2026-8-27", "2026-08-27T00:00:00Z"])
  func refusesWhatIsNoDay(_ text: String) {
    #expect(LocalTime.utc(startOf: text, timeZone: "America/Sao_Paulo") == nil)
  }

  @Test func namesTheClockThatPeopleKnow() {
    #expect(LocalTime.clockName(of: "America/Sao_Paulo").pt == "horário de Brasília")
    #expect(LocalTime.clockName(of: "Europe/Lisbon").pt == "Europe/Lisbon")
  }
}
