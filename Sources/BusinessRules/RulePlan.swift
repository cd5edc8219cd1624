public import EDIModel

/// The rules that the two systems must agree on, made ready to be checked over the fields of documents and never over a
/// layout: plain memory, which several threads look into without counting references.
public final class RulePlan: Sendable {
  /// One thing to look at.
  struct Step {
    /// The rule that it belongs to, in ``RulePlan/rules``.
    let rule: Int
    let question: Questions.Question
    let check: Check
  }

  /// ``Rule/Check`` for one field or list at a time.
  enum Check {
    case positive(FieldRef)
    case zero(FieldRef)
    /// The fields, in ``RulePlan/fields``.
    case anyPositive(Range<Int>)
    case sum(total: FieldRef, of: FieldRef, ifAny: Bool)
    case count(total: FieldRef, of: Int)
    case ordered(FieldRef, FieldRef, strictly: Bool, areNumbers: Bool)
    case unique(FieldRef)
    case different(FieldRef, FieldRef)
    case checkDigits(FieldRef, Rule.CheckDigits)
    case required(FieldRef)
    case requiredList(Int)
    case forbidden(FieldRef)
    case forbiddenList(Int)
  }

  /// As they were declared: what a finding needs to know.
  let rules: [Rule]
  let questions: Questions
  let fields: FixedTable<FieldRef>
  private let steps: FixedTable<Step>
  private let count: Int

  /// Makes rules ready for documents of a shape.
  public init(_ rules: [Rule], shape: DocumentShape) {
    var builder = Builder(shape: shape)
    for (index, rule) in rules.enumerated() { builder.add(rule, at: index) }
    self.rules = rules
    questions = builder.questions.finish()
    fields = FixedTable(builder.fields)
    steps = FixedTable(builder.steps)
    count = builder.steps.count
  }

  deinit {
    fields.free()
    steps.free()
  }

  /// All that is found in a document, in the order of the rules.
  public func findings(in document: Document) -> [Finding] {
    var checker = RuleChecker()
    for index in 0..<count { checker.check(steps[index], of: self, in: document) }
    return checker.findings
  }

  private struct Builder {
    let shape: DocumentShape
    var steps: [Step] = []
    var fields: [FieldRef] = []
    var questions = Questions.Builder()

    mutating func add(_ rule: Rule, at index: Int) {
      let question = questions.add(rule.condition)
      steps += checks(of: rule.check).map { Step(rule: index, question: question, check: $0) }
    }

    private mutating func checks(of check: Rule.Check) -> [Check] {
      switch check {
      case .positive(let fields): return fields.map { .positive($0) }
      case .zero(let fields): return fields.map { .zero($0) }
      case .anyPositive(let wanted):
        fields += wanted
        return [.anyPositive(fields.count - wanted.count..<fields.count)]
      case .sum(let total, let part, let ifAny): return [.sum(total: total, of: part, ifAny: ifAny)]
      case .count(let total, let group): return [.count(total: total, of: group)]
      case .ordered(let first, let second, let strictly):
        return [.ordered(first, second, strictly: strictly, areNumbers: shape.isDecimal(first))]
      case .unique(let field): return [.unique(field)]
      case .different(let one, let other): return [.different(one, other)]
      case .checkDigits(let fields, let kind): return fields.map { .checkDigits($0, kind) }
      case .required(let fields, let groups):
        return fields.map { .required($0) } + groups.map { .requiredList($0) }
      case .forbidden(let fields, let groups):
        return fields.map { .forbidden($0) } + groups.map { .forbiddenList($0) }
      }
    }
  }
}
