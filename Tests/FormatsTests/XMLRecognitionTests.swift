import EDIModel
import Testing

@testable import Formats

@Suite("XML: head and tail of a file")
struct XMLRecognitionTests {
  private let wanted: Set = ["Head/Transaction", "Head/@version", "Head/Type", "@kind"]

  private func facts(_ text: String) -> XMLHead.Result { XMLHead.facts(in: Array(text.utf8), wanted: wanted) }

  @Test func factsOfAWholeFile() {
    let text = """
      \u{FEFF}<?xml version="1.0"?><!-- x --><Message kind=" a&amp;b "><Other><Transaction>No</Transaction></Other>
      <Head version="2.004"><Transaction> <![CDATA[Order]]> </Transaction><Type/>\
      <Transaction>Late</Transaction></Head></Message>
      """
    #expect(
      facts(text)
        == .facts([
          "/": "Message", "@kind": "a&b", "Head/@version": "2.004", "Head/Transaction": "Order", "Head/Type": "",
        ]))
  }

  @Test func factsOfAStart() {
    #expect(facts("<Message><Head version=\"1\"><Transaction>Or") == .facts(["/": "Message", "Head/@version": "1"]))
    #expect(facts("<Message><Head version=\"1\"></Wrong><\u{0}") == .facts(["/": "Message", "Head/@version": "1"]))
    #expect(facts("<Mess") == .facts([:]))
    #expect(facts("<x:Message xmlns:x='urn:x'><Head version='3'/>") == .facts(["/": "Message", "Head/@version": "3"]))
    #expect(facts("<Message><y:Head xmlns:y='urn:y' version='3'/>") == .facts(["/": "Message"]))
  }

  @Test func stopsWhenAllIsKnown() {
    let rest = String(repeating: "<a><b></wrong>", count: 1000)
    #expect(XMLHead.facts(in: Array("<M><V>1</V>\(rest)".utf8), wanted: ["V"]) == .facts(["/": "M", "V": "1"]))
    #expect(XMLHead.facts(in: Array("<M>\(rest)".utf8), wanted: []) == .facts(["/": "M"]))
  }

  @Test func whatIsNotXML() {
    for text in ["", "   ", "00ORDEM", "{}", "\u{0}\u{0}\u{0}"] { #expect(facts(text) == .notXML) }
    #expect(XMLHead.facts(in: [0xFF, 0xFE, 0x30, 0x00], wanted: []) == .notXML)
  }

  @Test func whatIsRefused() {
    guard case .refused(let doctype) = facts("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY x 'y'>]><a/>") else {
      Issue.record("the DOCTYPE was not refused")
      return
    }
    #expect(doctype.code == .xmlDoctype)
    #expect(doctype.place.line == 2)
    guard case .refused(let wide) = XMLHead.facts(in: [0xFF, 0xFE, 0x3C, 0x00, 0x61, 0x00], wanted: []) else {
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
