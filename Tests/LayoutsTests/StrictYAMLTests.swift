import EDIModel
import Layouts
import Testing

@Suite("Strict YAML")
struct StrictYAMLTests {
  private enum Colour: String, CaseIterable { case red, green }

  private let log = DeclarationLog()

  private func mapping(_ text: String) -> StrictMapping? {
    StrictYAML.mapping(Array(text.utf8), file: "a.yaml", kind: "", log: log)
  }

  private var found: [String] { log.errors.map { "\($0.line):\($0.column) \($0.code)" } }

  @Test(
    "Scalars are text exactly as written",
    arguments: [
      ("a: 01", "01"), ("a: 2.004", "2.004"), ("a: S", "S"), ("a: no", "no"), ("a: null", "null"), ("a: ~", "~"),
      ("a: \"01\"", "01"), ("a: 'it''s'", "it's"), ("a: 2026-08-27", "2026-08-27"), ("a: 0x1F", "0x1F"),
      ("a: +1.50", "+1.50"),
      ("a: ação", "ação"), ("a: \"x # y\" # z", "x # y"),
    ])
  func scalars(_ yaml: String, _ expected: String) throws {
    #expect(try #require(mapping(yaml)).requiredText("a")?.value == expected)
    #expect(found == [])
  }

  @Test("Typed values with their places")
  func typed() throws {
    let root = try #require(mapping("n: 12\nb: true\nc: green\nl: [x, y]\nm: {k: v}\n"))
    #expect(root.integer("n", in: 1...99)?.value == 12)
    #expect(root.boolean("b")?.value == true)
    #expect(root.choice("c", of: Colour.self)?.value == .green)
    let texts = try #require(root.node("l")?.texts())
    #expect(texts.map(\.value) == ["x", "y"] && texts.map(\.place.column) == [5, 8])
    #expect(root.node("m")?.mapping()?.text("k")?.place == DeclarationPlace(file: "a.yaml", line: 5, column: 8))
    root.finish()
    #expect(found == [])
  }

  @Test(
    "What is not of the wanted type",
    arguments: [
      ("a: x", "1:4 yaml.wrong-type"), ("a: 1.5", "1:4 yaml.wrong-type"), ("a: 007", "1:4 yaml.wrong-type"),
      ("a: [1]", "1:4 yaml.wrong-type"), ("a:", "1:3 yaml.empty"), ("a: 100", "1:4 yaml.out-of-range"),
      ("b: 1", "1:1 yaml.missing-key"),
    ])
  func integers(_ yaml: String, _ expected: String) throws {
    let root = try #require(mapping(yaml))
    #expect(root.required("a")?.integer(in: 1...99) == nil)
    #expect(found == [expected])
  }

  @Test("Only `true` and `false` are booleans", arguments: ["yes", "no", "on", "S", "1", "True"])
  func booleans(_ word: String) throws {
    #expect(try #require(mapping("a: \(word)")).boolean("a") == nil)
    #expect(found == ["1:4 yaml.wrong-type"])
  }

  @Test("Keys that nobody asked for, with the one that was meant")
  func unknownKeys() throws {
    let root = try #require(mapping("polling_secnods: 5\nname: x\nzzz: 1\n"))
    _ = root.integer("polling_seconds", in: 1...9)
    _ = root.text("name")
    root.finish()
    #expect(found == ["1:1 yaml.unknown-key", "3:1 yaml.unknown-key"])
    #expect(
      log.errors.first?.hint == Bilingual(pt: "quis dizer `polling_seconds`?", en: "did you mean `polling_seconds`?"))
    #expect(log.errors.last?.hint?.en == "there are: `name`, `polling_seconds`")
  }

  @Test(
    "What the strict language does not have",
    arguments: [
      ("a: &x 1", "1:4 yaml.alias"), ("a: {<<: {b: 1}}", "1:5 yaml.alias"), ("a: !!int 3", "1:4 yaml.tag"),
      ("a: !x {b: 1}", "1:4 yaml.tag"),
      ("a: 1\na: 2", "2:1 yaml.duplicate-key"), ("x: {a: 1, a: 2}", "1:11 yaml.duplicate-key"),
      ("a: 1\nb: 2\n\"a\": 3", "3:1 yaml.duplicate-key"),
      ("a: 1\n---\nb: 2", "2:1 yaml.syntax"), ("[1, 2]", "1:1 yaml.wrong-type"), ("a: b: c", "1:5 yaml.syntax"),
      ("a: [1", "2:1 yaml.syntax"),
      ("a: \"x", "1:4 yaml.syntax"), ("a: *x", "1:4 yaml.syntax"), ("? [b]\n: 1", "1:3 yaml.wrong-type"),
      ("", "1:1 yaml.empty"), ("# nada\n", "1:1 yaml.empty"),
      ("{}", "1:1 yaml.empty"), ("a: \u{1}", "1:4 yaml.syntax"),
    ])
  func refused(_ yaml: String, _ expected: String) {
    _ = mapping(yaml)?.node("a")?.text()
    #expect(found.contains(expected), "\(found)")
  }

  @Test("Bytes that are not a declaration")
  func bytes() {
    let cases: [([UInt8], String)] = [
      ([0x61, 0x3A, 0x20, 0xE7], "1:1 yaml.encoding"),
      ([0xEF, 0xBB, 0xBF, 0x61, 0x3A, 0x20, 0x31], "1:1 yaml.encoding"),
      ([0xFF, 0xFE, 0x61, 0x00], "1:1 yaml.encoding"),
      (Array(repeating: 0x20, count: StrictYAML.maximumSize + 1), "1:1 yaml.too-large"),
    ]
    for (bytes, expected) in cases {
      let log = DeclarationLog()
      #expect(StrictYAML.mapping(bytes, file: "a.yaml", kind: "", log: log) == nil)
      #expect(log.errors.map { "\($0.line):\($0.column) \($0.code)" } == [expected])
    }
  }

  @Test("Nesting is refused long before it hurts")
  func nesting() {
    for depth in [40, 900, 200_000] {
      let log = DeclarationLog()
      let text = "a: " + String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      _ = StrictYAML.mapping(Array(text.utf8), file: "a.yaml", kind: "", log: log)
      #expect(log.errors.count == 1)
    }
  }

  @Test("All mistakes are kept, in the order of their places, each once")
  func order() throws {
    let root = try #require(mapping("b: x\na: y\n"))
    _ = root.integer("a", in: 1...2)
    _ = root.integer("b", in: 1...2)
    _ = root.integer("b", in: 1...2)
    #expect(found == ["1:4 yaml.wrong-type", "2:4 yaml.wrong-type"])
    #expect(throws: DeclarationErrors.self) { try log.check() }
    #expect(
      DeclarationErrors(log.errors).description.hasPrefix("a.yaml:1:4: esperava-se um número inteiro\na.yaml:2:4:"))
  }
}
