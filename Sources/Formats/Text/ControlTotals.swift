import EDIModel
import Layouts

/// Counts and sums over the records of a file, as its trailer states them.
///
/// They are taken from the lines and not from the documents, so that a line out of its place counts as its sender
/// counted it.
struct ControlTotals {
  /// A column that a sum takes in.
  struct Term: Sendable {
    let sum: Int
    let column: Int
    let start: Int
    let size: Int
    /// 10 to the power of the decimals that the sum has more than the column; 0 for numbers with a written point.
    let factor: Int128
    let decimals: Int
  }

  /// Lines per record kind.
  private(set) var counts: [Int]
  /// Lines of no known kind.
  private(set) var unknown = 0
  private var sums: [Int128]
  private var isUncertain: [Bool]
  private let terms: [[Term]]
  private let sumIndex: [Int: Int]

  init(_ plan: TextPlan) {
    var terms = [[Term]](repeating: [], count: plan.records.count)
    var sumIndex: [Int: Int] = [:]
    if let trailer = plan.trailer {
      for (column, declared) in plan.text.records[trailer].columns.enumerated() {
        guard case .sum(let refs, let decimals) = declared.content else { continue }
        let sum = sumIndex.count
        sumIndex[column] = sum
        for ref in refs { terms[ref.record].append(Self.term(ref, sum: sum, decimals: decimals, in: plan.text)) }
      }
    }
    counts = Array(repeating: 0, count: plan.records.count)
    sums = Array(repeating: 0, count: sumIndex.count)
    isUncertain = Array(repeating: false, count: sumIndex.count)
    self.terms = terms
    self.sumIndex = sumIndex
  }

  private static func term(_ ref: TextLayout.ColumnRef, sum: Int, decimals: Int, in text: TextLayout) -> Term {
    let column = text.records[ref.record].columns[ref.column]
    var factor: Int128 = 0
    if case .binding(let binding) = column.content, case .impliedDecimal(_, let own) = binding.form, own <= decimals {
      factor = (own..<decimals).reduce(1) { product, _ in product * 10 }
    }
    return Term(
      sum: sum, column: ref.column, start: column.start, size: column.size, factor: factor, decimals: decimals)
  }

  /// Takes in a line of a known kind before its columns are looked at.
  mutating func count(_ record: Int) { counts[record] += 1 }

  /// Takes in a line of no known kind: it may have been meant as any.
  mutating func countUnknown() {
    unknown += 1
    for sum in isUncertain.indices { isUncertain[sum] = true }
  }

  /// Whether any sum takes in something of a record.
  func sums(_ record: Int) -> Bool { !terms[record].isEmpty }

  /// Adds the columns of a line to their sums. A column that is no number leaves its sum uncertain.
  mutating func add(_ record: Int, _ bytes: borrowing Span<UInt8>, _ map: LineMap) {
    for term in terms[record] {
      let range = map.range(start: term.start, size: term.size)
      guard map.reaches(start: term.start, size: term.size), let value = Self.value(bytes, range, term) else {
        isUncertain[term.sum] = true
        continue
      }
      let (sum, overflow) = sums[term.sum].addingReportingOverflow(value)
      sums[term.sum] = sum
      if overflow { isUncertain[term.sum] = true }
    }
  }

  private static func value(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>, _ term: Term) -> Int128? {
    if range.allSatisfy({ bytes[$0] == 0x20 }) { return 0 }
    if term.factor > 0 {
      guard let number = Digits.number(bytes, range) else { return nil }
      if term.factor == 1 { return number }
      let (product, overflow) = number.multipliedReportingOverflow(by: term.factor)
      return overflow ? nil : product
    }
    return ExactDecimal(range.map { bytes[$0] })?.unscaled(atScale: term.decimals)
  }

  /// How many lines of these kinds there are. Each line of an unknown kind may be one more.
  func count(of records: [Int]) -> ClosedRange<Int> {
    let known = records.reduce(0) { $0 + counts[$1] }
    return known...known + unknown
  }

  /// The sum for a column of the trailer; `nil` when a line of it could not be read.
  func sum(forColumn column: Int) -> Int128? {
    guard let index = sumIndex[column], !isUncertain[index] else { return nil }
    return sums[index]
  }
}
