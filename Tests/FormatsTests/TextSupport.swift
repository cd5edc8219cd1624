import EDIModel

@testable import Formats
@testable import Layouts

/// A file read to its end.
struct ReadFile {
  var documents: [ReadDocument] = []
  var reading = Reading()

  /// All findings, the documents' first.
  var findings: [Finding] { documents.flatMap(\.findings) + reading.findings }

  var codes: [String] { findings.map(\.code.rawValue) }
}

extension Layout {
  var reader: any DocumentReader {
    switch format {
    case .delimited(let text): DelimitedReader(layout: self, text: text)
    case .positional(let text): PositionalReader(layout: self, text: text)
    case .xml: PositionalReader(layout: self, text: textLayout)
    }
  }

  var writer: any DocumentWriter {
    switch format {
    case .delimited(let text): DelimitedWriter(layout: self, text: text)
    case .positional(let text): PositionalWriter(layout: self, text: text)
    case .xml: PositionalWriter(layout: self, text: textLayout)
    }
  }

  func read(_ bytes: [UInt8], limits: Limits = Limits()) -> ReadFile {
    var source = MemorySource(bytes)
    return read(from: &source, limits: limits)
  }

  func read(from source: inout some ByteSource, limits: Limits = Limits()) -> ReadFile {
    var file = ReadFile()
    // Neither source nor closure throws: a reader that throws by itself shows as a file without documents.
    file.reading = (try? reader.read(&source, limits: limits) { file.documents.append($0) }) ?? Reading()
    return file
  }

  func write(_ document: Document, fileNumber: Int64 = 7) -> (bytes: [UInt8], findings: [Finding]) {
    var bytes: [UInt8] = []
    let context = WriteContext(fileNumber: fileNumber, environment: "P", identifier: "ID-1")
    let findings = writer.write(document, context: context, into: &bytes)
    return (bytes, findings)
  }

  /// A document of one row per list, its values given by path.
  func document(_ values: [String: String], rows: [(String, [String: String])] = []) -> Document {
    var document = Document(shape: shape)
    for (path, value) in values { document.set(ref(path), in: .root, to: Array(value.utf8)) }
    for (path, fields) in rows {
      guard let group = shape.group(at: path) else { continue }
      let parent = shape.groups[group].parent ?? 0
      let row = document.appendRow(group: group, parent: document.count(of: parent) - 1, origin: 0, line: 0)
      for (name, value) in fields { document.set(ref(path + "/" + name), in: row, to: Array(value.utf8)) }
    }
    return document
  }
}

extension ReadDocument {
  func text(_ path: String, row: Int = 0) -> String? {
    guard let ref = document.shape.field(at: path), row < document.count(of: ref.group) else { return nil }
    return document.text(of: ref, in: Row(group: ref.group, index: row))
  }
}

/// Lines joined with CR LF, each ended, in Latin-1: `é` is one byte.
func file(_ lines: [String], newline: String = "\r\n", endsLast: Bool = true) -> [UInt8] {
  let text = lines.joined(separator: newline) + (endsLast ? newline : "")
  return text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
}

/// A value at the left of its column.
func left(_ text: String, _ size: Int) -> String {
  text + String(repeating: " ", count: size - text.unicodeScalars.count)
}

/// A number with leading zeros.
func zeros(_ number: Int, _ size: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: size - digits.utf8.count) + digits
}

/// The lines of a posting file, column by column.
enum PostingLines {
  static func header(line: Int = 1, layout: String = "AP", company: String = "01") -> String {
    "00" + zeros(line, 6) + layout + "001" + left(company, 2) + "20261123060000" + zeros(42, 9) + "P"
  }

  static func posting(
    _ line: Int, registro: String = "R1", acao: String = "I", boa: String = "000000125050",
    inicio: String = "20261122220000", dia: String = "20261122", hora: String = "060000", operador: String = "JOSÉ",
    encerra: String = "T", recno: String = ""
  ) -> String {
    "70" + zeros(line, 6) + left(registro, 10) + left(acao, 1) + boa + left(inicio, 14) + left(dia, 8) + left(hora, 6)
      + left(operador, 10) + left(encerra, 1) + left(recno, 10)
  }

  static func reel(_ line: Int, numero: String = "B1", peso: String = "0000000625250", gramatura: String = "00755")
    -> String
  {
    "71" + zeros(line, 6) + left(numero, 20) + peso + left(gramatura, 5) + "   "
  }

  static func scrap(_ line: Int, motivo: String = "18", quantidade: String = "000000000100") -> String {
    "72" + zeros(line, 6) + left(motivo, 8) + quantidade
  }

  static func trailer(_ line: Int, all: Int, _ kinds: [Int], boa: String, peso: String) -> String {
    "99" + zeros(line, 6) + zeros(all, 8) + kinds.map { zeros($0, 8) }.joined() + left(boa, 18) + left(peso, 18)
  }

  /// A whole file of one posting with two reels and one scrap.
  static let good = [
    header(), posting(2), reel(3), reel(4, numero: "B2"), scrap(5),
    trailer(6, all: 6, [1, 2, 1], boa: zeros(125_050, 18), peso: zeros(1_250_500, 18)),
  ]
}
