import EDIModel
@testable import Reports
import Testing
import TestSupport

/// Reports that the tests share.
enum Sample {
  static let origin = ErrorReport.Origin(
    system: "trimpaper", fileName: "APONTAMENTO_20260827061000_AP-000123.txt", receivedAt: "2026-08-27T12:02:32.123Z",
    timeZone: "America/Sao_Paulo", sha256: "9f2c41d07be1f2a4c7a90c7d13f0a8f3b1b2c3d4e5f60718293a4b5c6d7e8f90",
    original: "archive/2026-08-27/M-0001234_APONTAMENTO_20260827061000_AP-000123.txt",
    rejected: "error/M-0001234.3_APONTAMENTO.txt", inbox: "trimpaper/inbox")

  static let subject = ErrorReport.Subject(
    flow: "apontamento-producao", title: Bilingual(pt: "Apontamento de produção", en: "Production posting"),
    key: "AP-000123", layout: "apontamento-producao/trimpaper-txt", destination: "protheus")

  static let tooLong = Finding(
    .fieldTooLong, place: Place(line: 7, column: 41, byte: 1203, document: 3, record: "70"),
    label: Bilingual(pt: "Operador", en: "Operator"), field: "operador", found: "JOSÉ ALBUQUERQUE ",
    expected: Bilingual(pt: "no máximo 10 caracteres", en: "at most 10 characters"))

  static let notANumber = Finding(
    .fieldNotANumber, place: Place(line: 9, column: 30, byte: 1503, document: 3, record: "71"),
    label: Bilingual(pt: "Peso líquido (kg)", en: "Net weight (kg)"), field: "peso_liquido", found: "1,234.500",
    expected: Bilingual(
      pt: "12 dígitos, sem vírgula nem ponto, os últimos 4 decimais, ex.: 000000125000",
      en: "12 digits, no comma or point, the last 4 of them decimals, e.g. 000000125000"))

  static let path = Finding(
    .fieldMissing,
    place: Place(
      line: 1, column: 1903, byte: 1902, document: 1,
      record: "/TOTVSMessage/BusinessMessage/BusinessContent/SalesOrderItens/Item[3]/DeliveryDate"),
    label: Bilingual(pt: "Entrega", en: "Delivery date"), field: "DeliveryDate")

  static let warning = Finding(.textLineEndsMixed, severity: .warning, place: Place(line: 2))

  static func report(
    _ findings: [Finding], scope: ErrorReport.Scope = .document(wentOn: 2, alsoRejected: 1), further: Int = 0,
    subject: ErrorReport.Subject? = subject, origin: ErrorReport.Origin = origin
  ) -> ErrorReport {
    ErrorReport(
      id: scope == .file ? "M-0001234" : "M-0001234.3", scope: scope, subject: subject, origin: origin,
      findings: findings, furtherFindings: further)
  }
}

/// Compares with `Golden/<name>` beside this file.
func expectGolden(_ actual: [UInt8], _ name: String, location: SourceLocation = #_sourceLocation) {
  let folder = #filePath.split(separator: "/").dropLast().joined(separator: "/")
  let mismatch = Golden.mismatch(actual, path: "/" + folder + "/Golden/" + name)
  #expect(mismatch == nil, sourceLocation: location)
}
