extension DeclarationError {
  /// The stable code of a mistake in a declaration, such as `layout.column-overlap`. Other rooms add their own.
  public struct Code: RawRepresentable, Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The code itself.
    public let rawValue: String

    /// Makes a code.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Makes a code.
    public init(stringLiteral value: String) { rawValue = value }
    /// The code itself.
    public var description: String { rawValue }
  }
}

/// What the strict reader of YAML refuses.
extension DeclarationError.Code {
  static let yamlSyntax: Self = "yaml.syntax"
  static let yamlEncoding: Self = "yaml.encoding"
  static let yamlTooLarge: Self = "yaml.too-large"
  static let yamlTooDeep: Self = "yaml.too-deep"
  static let yamlAlias: Self = "yaml.alias"
  static let yamlTag: Self = "yaml.tag"
  static let yamlDuplicateKey: Self = "yaml.duplicate-key"
  static let yamlUnknownKey: Self = "yaml.unknown-key"
  static let yamlMissingKey: Self = "yaml.missing-key"
  static let yamlWrongType: Self = "yaml.wrong-type"
  static let yamlEmpty: Self = "yaml.empty"
  static let yamlNotAChoice: Self = "yaml.not-a-choice"
  static let yamlOutOfRange: Self = "yaml.out-of-range"
}

/// What is wrong with the folder as a whole.
extension DeclarationError.Code {
  static let schemasUnreadable: Self = "schemas.unreadable"
  static let schemasUnknownFile: Self = "schemas.unknown-file"
  static let schemasMissingFile: Self = "schemas.missing-file"
  static let schemasMisnamed: Self = "schemas.misnamed"
  static let schemasDrift: Self = "schemas.drift"
}

/// What is wrong with the dictionary or a flow.
extension DeclarationError.Code {
  static let dictionaryDecimals: Self = "dictionary.decimals"
  static let flowName: Self = "flow.name"
  static let flowSameSystem: Self = "flow.same-system"
  static let flowFieldKind: Self = "flow.field-kind"
  static let flowUnknownType: Self = "flow.unknown-type"
  static let flowUnknownField: Self = "flow.unknown-field"
  static let flowWrongGroup: Self = "flow.wrong-group"
  static let flowBadValue: Self = "flow.bad-value"
  static let flowIdentityField: Self = "flow.identity-field"
  static let flowStamp: Self = "flow.stamp"
  static let flowRuleFields: Self = "flow.rule-fields"
  static let flowRuleType: Self = "flow.rule-type"
  static let flowNoReader: Self = "flow.no-reader"
  static let flowDeliver: Self = "flow.deliver"
  static let flowNoWriter: Self = "flow.no-writer"
  static let flowReceiptField: Self = "flow.receipt-field"
}

/// What is wrong with a layout of any format.
extension DeclarationError.Code {
  static let layoutSystem: Self = "layout.system"
  static let layoutNoFileName: Self = "layout.no-file-name"
  static let layoutFieldTwice: Self = "layout.field-twice"
  static let layoutRequiredUnbound: Self = "layout.required-unbound"
  static let layoutRecogniser: Self = "layout.recogniser"
  static let layoutRecognisersOverlap: Self = "layout.recognisers-overlap"
  static let layoutForm: Self = "layout.form"
  static let layoutCodes: Self = "layout.codes"
  static let layoutCodeMissing: Self = "layout.code-missing"
  static let layoutCodeTwice: Self = "layout.code-twice"
  static let layoutBinding: Self = "layout.binding"
  static let layoutTemplate: Self = "layout.template"
  static let layoutUnknownFragment: Self = "layout.unknown-fragment"
  static let layoutNestedFragment: Self = "layout.nested-fragment"
  static let layoutParameter: Self = "layout.parameter"
}

/// What is wrong with an XML layout.
extension DeclarationError.Code {
  static let layoutPath: Self = "layout.path"
  static let layoutPathTwice: Self = "layout.path-twice"
  static let layoutEach: Self = "layout.each"
  static let layoutPresence: Self = "layout.presence"
  static let layoutMixedContent: Self = "layout.mixed-content"
}

/// What is wrong with a layout of records.
extension DeclarationError.Code {
  static let layoutRecordID: Self = "layout.record-id"
  static let layoutRecordOrder: Self = "layout.record-order"
  static let layoutRecordRole: Self = "layout.record-role"
  static let layoutColumnName: Self = "layout.column-name"
  static let layoutColumnContent: Self = "layout.column-content"
  static let layoutColumnSize: Self = "layout.column-size"
  static let layoutColumnTooSmall: Self = "layout.column-too-small"
  static let layoutColumnOverlap: Self = "layout.column-overlap"
  static let layoutColumnGap: Self = "layout.column-gap"
  static let layoutCharacter: Self = "layout.character"
  static let layoutTotal: Self = "layout.total"
}
