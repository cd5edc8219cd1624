import EDIModel
@testable import Reports
import Testing

@Suite struct FindingTextTests {
  let line: [UInt8] =
    Array("70000007AP-000123 ".utf8) + [0x4A, 0x4F, 0x53, 0xC9] + Array(" ALBUQUERQUE\r\n71000008".utf8)

  @Test(arguments: Language.allCases)
  func showsPlaceFieldFoundExpectedAndRemedy(_ language: Language) {
    let text = FindingText(style: Style(language: language))
    let excerpt = Excerpt(of: line, at: 18)
    let all =
      text.render(Sample.tooLong, file: "ap.txt", excerpt: excerpt) + text.render(Sample.path, file: "pedido.xml")
      + text.render(Sample.warning, file: "ap.txt")
    expectGolden(Array(all.utf8), "findings.\(language.rawValue).txt")
  }

  @Test func coloursOnlyUnderlineTheWords() {
    let plain = FindingText(style: Style()).render(Sample.tooLong, file: "ap.txt")
    let coloured = FindingText(style: Style(usesColours: true)).render(Sample.tooLong, file: "ap.txt")
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "") == plain)
  }
}

@Suite struct ExcerptTests {
  @Test func takesOneLineOutOfTheStretch() throws {
    let excerpt = try #require(Excerpt(of: Array("um\r\ndois três\r\nquatro".utf8), at: 9))
    #expect(excerpt.text == "dois três")
    #expect(excerpt.caret == 5)
  }

  @Test func countsCellsNotBytes() throws {
    let excerpt = try #require(Excerpt(of: Array("ação: X".utf8), at: 8))
    #expect(excerpt.caret == 6)
  }

  @Test func showsLatin1AndControlCharacters() throws {
    let excerpt = try #require(Excerpt(of: [0xC7, 0x00, 0x41, 0x09, 0x42], at: 4))
    #expect(excerpt.text == "Ç·A·B")
    #expect(excerpt.caret == 4)
  }

  @Test(arguments: [0, 1, 60, 499, 500, 700, 998, 999, 1000])
  func cutsALongLineToAWindowAroundTheByte(_ offset: Int) throws {
    var bytes = [UInt8](repeating: UInt8(ascii: "-"), count: 1000)
    if offset < 1000 { bytes[offset] = UInt8(ascii: "X") }
    let excerpt = try #require(Excerpt(of: bytes, at: offset, width: 40))
    #expect(excerpt.text.count <= 40)
    let cells = Array(excerpt.text)
    if offset < 1000 { #expect(cells[excerpt.caret] == "X") } else { #expect(excerpt.caret == cells.count) }
  }

  @Test func keepsCharactersWholeWhereTheStretchCutsThem() throws {
    let whole = Array("é — é".utf8)
    let excerpt = try #require(Excerpt(of: Array(whole.dropFirst().dropLast()), at: 1))
    #expect(excerpt.text.contains("—"))
  }

  @Test func hasNothingToShowOutsideTheStretch() {
    #expect(Excerpt(of: [65], at: 5) == nil)
    #expect(Excerpt(of: [65], at: -1) == nil)
  }
}

@Suite struct TableTests {
  func table() -> Table {
    var table = Table([Table.Column("fluxo"), Table.Column("docs", rightAligned: true), Table.Column("situação")])
    table.add(["apontamento-producao", "12", "não confirmada"])
    table.add(["日本", "1234567", "ok"])
    return table
  }

  @Test func alignsByCells() {
    #expect(
      table().render(Style()) == """
        fluxo                    docs  situação
        apontamento-producao       12  não confirmada
        日本                  1234567  ok

        """)
  }

  @Test func fitsTheTerminal() {
    let lines = table().render(Style(width: 32)).split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.of($0) <= 32 })
    #expect(lines[1].contains("…"))
    #expect(lines[2].hasSuffix("ok"))
  }

  @Test func whatMustBeReadWholeIsCutLast() {
    var table = Table([Table.Column("id", keptWhole: true), Table.Column("arquivo")])
    table.add(["M-0000001.1", "pedido-completo.xml"])
    #expect(table.render(Style(width: 22)).contains("\nM-0000001.1  pedido-c…\n"))
    let narrow = table.render(Style(width: 18)).split(separator: "\n")
    #expect(narrow.allSatisfy { DisplayWidth.of($0) <= 18 })
  }

  @Test func notesStandBelowTheirRowOnATerminalAndLastElsewhere() {
    var table = Table([Table.Column("id"), Table.Column("chave")], notes: "motivo")
    table.add(["M-1", "004512"], note: "o código não está na lista")
    table.add(["M-2", "004513"])
    #expect(
      table.render(Style()) == """
        id   chave   motivo
        M-1  004512  o código não está na lista
        M-2  004513

        """)
    #expect(
      table.render(Style(width: 20)) == """
        id   chave
        M-1  004512
             o código não
             está na lista
        M-2  004513

        """)
  }

  @Test func textIsWrappedAtBlanksBelowItsStart() {
    #expect(
      "09:02:32 ERRO um passo falhou".wrapped(to: 22, indent: 14) == "09:02:32 ERRO um passo\n              falhou")
    #expect("12345 um\ndois".wrapped(to: 40, indent: 6) == "12345 um\n      dois")
  }

  @Test func missingCellsAreEmpty() {
    var table = Table([Table.Column("a"), Table.Column("b")])
    table.add(["x"])
    #expect(table.render(Style()) == "a  b\nx\n")
  }
}
