import EDIModel
import Testing

@testable import Formats
@testable import Layouts

@Suite("XML: head and tail of a file")
struct XMLRecognitionTests {
  private func facts(_ text: String) -> XMLHead.Result {
    let tests = ["Head/Transaction", "Head/@version", "Head/Type", "@kind"].map { test($0, .starts("")) }
    return XMLHead.facts(in: Array(text.utf8), for: [tests])
  }

  private func test(_ path: String, _ test: Recognition.Test) -> Recognition {
    Recognition(source: .path(path), test: test, ignoresCase: false)
  }

  private func known(_ texts: [String: String]) -> XMLHead.Result { .facts(XMLHead.Facts(texts: texts)) }

  @Test func factsOfAWholeFile() {
    let text = """
      \u{FEFF}<?xml version="1.0"?><!-- x --><Message kind=" a&amp;b "><Other><Transaction>No</Transaction></Other>
      <Head version="2.004"><Transaction> <![CDATA[Order]]> </Transaction><Type/>\
      <Transaction>Late</Transaction></Head></Message>
      """
    #expect(
      facts(text)
        == known([
          "/": "Message", "@kind": "a&b", "Head/@version": "2.004", "Head/Transaction": "Order", "Head/Type": "",
        ]))
  }

  @Test func factsOfAStart() {
    #expect(facts("<Message><Head version=\"1\"><Transaction>Or") == known(["/": "Message", "Head/@version": "1"]))
    #expect(facts("<Message><Head version=\"1\"></Wrong><\u{0}") == known(["/": "Message", "Head/@version": "1"]))
    #expect(facts("<Mess") == known([:]))
    #expect(facts("<x:Message xmlns:x='urn:x'><Head version='3'/>") == known(["/": "Message", "Head/@version": "3"]))
    #expect(facts("<Message><y:Head xmlns:y='urn:y' version='3'/>") == known(["/": "Message"]))
  }

  @Test func stopsWhenAllIsKnown() {
    let rest = String(repeating: "<a><b></wrong>", count: 1000)
    func facts(_ text: String, _ tests: [[Recognition]]) -> XMLHead.Result {
      XMLHead.facts(in: Array((text + rest).utf8), for: tests)
    }
    #expect(facts("<M><V>1</V>", [[test("V", .equals("1"))]]) == known(["/": "M", "V": "1"]))
    #expect(facts("<M>", []) == known(["/": "M"]))
    // What is asked of other roots is not looked for in this one.
    #expect(
      facts("<M><V>1</V>", [[test("V", .equals("1"))], [test("/", .equals("N")), test("W", .equals("1"))]])
        == known(["/": "M", "V": "1"]))
    let twoVersions = [[test("V", .equals("1"))], [test("V", .equals("2")), test("W", .equals("1"))]]
    #expect(facts("<M><V>1</V>", twoVersions) == known(["/": "M", "V": "1"]))
  }

  @Test func findsTheEndOfAHeadThatNobodyAsks() {
    let bytes = Array("<M><V>1</V></M>".utf8)
    let tests = [[test("V", .equals("2")), test("W", .equals("1"))]]
    #expect(XMLHead.facts(in: bytes, for: tests) == known(["/": "M", "V": "1"]))
    #expect(
      XMLHead.facts(in: Array("<M><V>1</V><W>3</W>".utf8), for: tests, isNarrowing: false)
        == known(["/": "M", "V": "1", "W": "3"]))
  }

  @Test func whatIsNotXML() {
    for text in ["", "   ", "00ORDEM", "{}", "\u{0}\u{0}\u{0}"] { #expect(facts(text) == .notXML) }
    #expect(XMLHead.facts(in: [0xFF, 0xFE, 0x30, 0x00], for: []) == .notXML)
  }

  @Test func whatIsRefused() {
    guard case .refused(let doctype) = facts("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x 'y'>]><a/>") else {
      Issue.record("the DOCTYPE was not refused")
      return
    }
    #expect(doctype.code == .xmlDoctype)
    #expect(doctype.place.line == 2)
    guard case .refused(let wide) = XMLHead.facts(in: [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], for: []) else {
      Issue.record("UTF-16 was not refused")
      return
    }
    #expect(wide.code == .textEncodingUnsupported)
  }

  @Test(arguments: [
    "<a>1</a>", "<x:a>1</x:a>\n", "</a \n>", "</a>\r\n<!-- </b> -->\n<?pi x?> ", "<a/>",
    "<?xml version='1.0'?><!-- -->\n<a b='1'/>",
    "]]></a>", "--></a>",
  ])
  func closedTails(tail: String) { #expect(XMLTail.isClosed(rootName: Array("a".utf8), tail: Array(tail.utf8))) }

  @Test(arguments: [
    "", "<a>", "<a></b>", "</a", "</ab>", "</a>x", "</a>\u{0}", "<a><a/>", "<a><b/>", "<!-- </a>", "<![CDATA[</a>",
    "</a><!-- open",
    "<ab/>", "x</a>garbage>",
  ])
  func openTails(tail: String) { #expect(!XMLTail.isClosed(rootName: Array("a".utf8), tail: Array(tail.utf8))) }
}
