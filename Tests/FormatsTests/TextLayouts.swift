import EDIModel

@testable import Formats
@testable import Layouts

/// The layouts that the tests of text files speak of.
enum TextLayouts {
  /// A production posting with its reels and scraps, as a positional file.
  static let posting = Layout.text("apontamento", shape: postingShape, recogniser: postingRecogniser, postingRecords)

  static let postingRecogniser = [
    Recognition(source: .columns(0..<2), test: .equals("00"), ignoresCase: false),
    Recognition(source: .columns(8..<10), test: .equals("AP"), ignoresCase: false),
  ]

  static let postingShape = DocumentShape(groups: [
    .root([
      .of("empresa", .text(size: 2), .always),
      .of("gerado_em", .datetime, .always),
      .of("registro", .text(size: 10), .always),
      .of("acao", .code(["I", "E"]), .always),
      .of("boa", .decimal(digits: 12, decimals: 2), .when(.equals(FieldRef(group: 0, slot: 3), [Array("I".utf8)]))),
      .of("inicio", .datetime),
      .of("dia", .date),
      .of("hora", .time),
      .of("operador", .text(size: 10)),
      .of("encerra", .boolean),
      .of("recno", .text(size: 10), .when(.equals(FieldRef(group: 0, slot: 3), [Array("E".utf8)]))),
    ]),
    .list(
      "bobinas",
      [
        .of("numero", .text(size: 20), .always), .of("peso", .decimal(digits: 13, decimals: 3), .always),
        .of("gramatura", .decimal(digits: 5, decimals: 1)),
      ]),
    .list("refugos", [.of("motivo", .text(size: 8), .always), .of("quantidade", .decimal(digits: 12, decimals: 2))]),
  ])

  static let postingRecords = [
    RecordSketch(
      id: "00", role: .header,
      columns: [
        .constant("00", 2, "tipo"), .line(), .constant("AP", 2, "layout"), .constant("001", 3, "versao"),
        .field("empresa"), .field("gerado_em"), .file(), .environment,
      ]),
    RecordSketch(
      id: "70", role: .document,
      columns: [
        .constant("70", 2, "tipo"), .line(), .field("registro"), .field("acao"), .field("boa"), .field("inicio"),
        .field("dia"), .field("hora"), .field("operador"), .field("encerra", form: .boolean(yes: "T", no: "P")),
        .field("recno"),
      ]),
    RecordSketch(
      id: "71", role: .detail, group: "bobinas", repeats: true,
      columns: [
        .constant("71", 2, "tipo"), .line(), .field("bobinas/numero"), .field("bobinas/peso"),
        .field("bobinas/gramatura"),
        .filler(3),
      ]),
    RecordSketch(
      id: "72", role: .detail, group: "refugos", repeats: true,
      columns: [.constant("72", 2, "tipo"), .line(), .field("refugos/motivo"), .field("refugos/quantidade")]),
    RecordSketch(
      id: "99", role: .trailer,
      columns: [
        .constant("99", 2, "tipo"), .line(), .count([], "registros"), .count(["70"], "registros_70"),
        .count(["71"], "registros_71"), .count(["72"], "registros_72"), .sum(["70.boa"], "soma_boa", decimals: 2),
        .sum(["71.peso"], "soma_peso", decimals: 3),
      ]),
  ]

  /// Orders with pallets that hold reels, one note at most, and a second list: what nesting needs.
  static func nested(encoding: TextLayout.Encoding = .windows1252, separator: UInt8? = nil) -> Layout {
    let shape = DocumentShape(groups: [
      .root([
        .of("numero", .text(size: 6), .always), .of("cliente", .text(size: 12)), .of("nota", .text(size: 20)),
        .of("valor", .decimal(digits: 8, decimals: 2)), .of("frete", .code(["1", "2"])),
      ]),
      .list("paletes", [.of("palete", .text(size: 4), .always), .of("tara", .decimal(digits: 6, decimals: 1))]),
      .list("bobinas", in: 1, [.of("bobina", .text(size: 6), .always), .of("peso", .decimal(digits: 7, decimals: 2))]),
      .list("parcelas", [.of("vencimento", .date, .always), .of("valor", .decimal(digits: 8, decimals: 2))]),
    ])
    return Layout.text(
      "carga", shape: shape, encoding: encoding, newline: .lf, separator: separator,
      [
        RecordSketch(
          id: "H", role: .header, columns: [.constant("H", 1, "tipo"), .constant("CARGA", 5, "layout"), .file(4)]),
        RecordSketch(
          id: "P", role: .document,
          columns: [
            .constant("P", 1, "tipo"), .field("numero"), .field("cliente"), .field("valor"),
            .field(
              "frete", form: .code([.init(outer: "C", inner: "1"), .init(outer: "F", inner: "2")], ignoresCase: true)),
          ]),
        RecordSketch(
          id: "N", role: .detail, occurs: 0...1, condition: .present(FieldRef(group: 0, slot: 2)),
          columns: [.constant("N", 1, "tipo"), .field("nota")]),
        RecordSketch(
          id: "L", role: .detail, group: "paletes", repeats: true, occurs: 1...3,
          columns: [.constant("L", 1, "tipo"), .field("paletes/palete"), .field("paletes/tara")]),
        RecordSketch(
          id: "B", role: .detail, group: "paletes/bobinas", repeats: true, occurs: 0...2,
          columns: [.constant("B", 1, "tipo"), .field("paletes/bobinas/bobina"), .field("paletes/bobinas/peso")]),
        RecordSketch(
          id: "V", role: .detail, group: "parcelas", repeats: true,
          columns: [.constant("V", 1, "tipo"), .field("parcelas/vencimento"), .field("parcelas/valor")]),
        RecordSketch(
          id: "T", role: .trailer,
          columns: [
            .constant("T", 1, "tipo"), .count([], "linhas"), .sum(["P.valor", "V.valor"], "soma", decimals: 2),
          ]),
      ])
  }
}
