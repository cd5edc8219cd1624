import EDIModel

/// The keys by which an element, an attribute or a column says what it holds.
struct ValueDeclaration {
  let place: DeclarationPlace
  let field: Located<String>?
  let constant: Located<String>?
  let value: StrictNode?
  let form: Located<FormReader.Name>?
  let codes: StrictNode?
  let ignoresCase: Bool
  let standard: Located<String>?
  var required: StrictNode?
  let when: StrictNode?
  /// How many of `field`, `constant` and `value` are there.
  let kinds: Int
  private let mapping: StrictMapping

  /// Takes the keys of a mapping. Those that only make sense for a field are refused elsewhere.
  init(_ mapping: StrictMapping) {
    self.mapping = mapping
    place = mapping.place
    field = mapping.text("field")
    constant = mapping.text("constant")
    value = mapping.node("value")
    when = mapping.node("when")
    kinds = ["field", "constant", "value"].count { mapping.has($0) }
    let isField = mapping.has("field")
    required = !mapping.has("constant") ? mapping.node("required") : nil
    form = isField ? mapping.choice("form", of: FormReader.Name.self) : nil
    codes = isField ? mapping.node("codes") : nil
    ignoresCase = isField ? mapping.boolean("ignore_case")?.value ?? false : false
    standard = isField ? mapping.text("default") : nil
  }

  /// The label that is declared here, or the standard one.
  func label(or standard: Bilingual) -> Bilingual { mapping.label(or: standard) }
}
