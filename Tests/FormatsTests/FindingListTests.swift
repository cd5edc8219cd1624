import EDIModel
import Testing

@testable import Formats

@Suite("Lists of findings")
struct FindingListTests {
  private func finding(_ severity: Severity, _ byte: Int = 0) -> Finding {
    Finding(severity == .error ? .fieldMissing : .xmlUnknownElement, severity: severity, place: Place(byte: byte))
  }

  @Test("Errors take the place of notices first, then of warnings; further errors are counted")
  func errorsWeighMore() {
    var list = FindingList(limit: 3)
    for severity in [Severity.notice, .warning, .notice] { list.add(finding(severity)) }
    list.add(finding(.notice))
    list.add(finding(.warning))
    #expect(list.further == 0)
    list.add(finding(.error))
    list.add(finding(.error))
    #expect(list.findings.map(\.severity) == [.warning, .error, .error])
    #expect(list.keeps(.error) && !list.keeps(.warning))
    list.add(finding(.error))
    #expect(!list.keeps(.error))
    list.add(finding(.error))
    list.countFurther(.error)
    list.countFurther(.notice)
    #expect(list.findings.map(\.severity) == [.error, .error, .error])
    #expect(list.further == 2)
  }

  @Test("What must be seen is the last one; what it drives out is counted")
  func last() {
    var list = FindingList(limit: 2)
    for byte in 1...2 { list.add(finding(.error, byte)) }
    list.addLast(finding(.error, 9))
    #expect(list.findings.map(\.place.byte) == [1, 9])
    #expect(list.further == 1)
  }

  @Test("In the order of the file; those of one place as they were made")
  func order() {
    var list = FindingList(limit: 9)
    for (byte, severity) in [(5, Severity.error), (2, .notice), (5, .notice), (1, .error)] {
      list.add(finding(severity, byte))
    }
    list.sortByPlace()
    #expect(list.findings.map(\.place.byte) == [1, 2, 5, 5])
    #expect(list.findings.map(\.severity) == [.error, .notice, .error, .notice])
  }
}
