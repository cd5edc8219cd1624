/// The stable codes of findings. A code is never renamed and never used for anything else; each has a section in
/// `Docs/findings.md`. Its texts stand in ``FindingCode/text``.
public enum FindingCode: String, Sendable, CaseIterable, Codable {
  // MARK: File
  /// The file is empty.
  case fileEmpty = "file.empty"
  /// The file is larger than the limit.
  case fileTooLarge = "file.too-large"
  /// The file arrived incomplete.
  case fileIncomplete = "file.incomplete"
  /// Reading this file stopped the program three times.
  case fileCrashedReader = "file.crashed-reader"
  // MARK: Layout
  /// The layout of the file was not recognised.
  case layoutUnknown = "layout.unknown"
  /// The file is in the wrong system's folder.
  case layoutWrongWay = "layout.wrong-way"
  // MARK: Text
  /// A byte does not exist in the file's encoding.
  case textInvalidByte = "text.invalid-byte"
  /// There is a control character in the text.
  case textControlCharacter = "text.control-character"
  /// The file mixes different line ends.
  case textLineEndsMixed = "text.line-ends-mixed"
  /// The declared encoding is not accepted.
  case textEncodingUnsupported = "text.encoding-unsupported"
  // MARK: XML
  /// The XML contains a DOCTYPE, which is not accepted.
  case xmlDoctype = "xml.doctype"
  /// The XML is malformed.
  case xmlMalformed = "xml.malformed"
  /// The XML is nested too deeply.
  case xmlTooDeep = "xml.too-deep"
  /// An element of the XML has too many attributes.
  case xmlTooManyAttributes = "xml.too-many-attributes"
  /// The XML has too many different names.
  case xmlTooManyNames = "xml.too-many-names"
  /// A piece of the XML is too long.
  case xmlTokenTooLong = "xml.token-too-long"
  /// An element that the layout does not know was left aside.
  case xmlUnknownElement = "xml.unknown-element"
  /// An element that may appear only once is repeated.
  case xmlRepeatedElement = "xml.repeated-element"
  /// The structure of the XML is not the layout's.
  case xmlStructure = "xml.structure"
  // MARK: Records
  /// The record type does not exist in the layout.
  case recordUnknown = "record.unknown"
  /// The line does not have the layout's length.
  case recordLength = "record.length"
  /// The record is out of place.
  case recordMisplaced = "record.misplaced"
  /// A required record is missing.
  case recordMissing = "record.missing"
  /// There are too many records of this type.
  case recordTooMany = "record.too-many"
  /// The line numbers do not ascend.
  case recordNumber = "record.number"
  /// The header record is missing.
  case headerMissing = "header.missing"
  /// The trailer record is missing.
  case trailerMissing = "trailer.missing"
  /// The number of records differs from the trailer.
  case trailerCount = "trailer.count"
  /// The control total differs from the trailer.
  case trailerTotal = "trailer.total"
  /// The control totals are blank and were not checked.
  case trailerUnchecked = "trailer.unchecked"
  // MARK: Fields
  /// A required field is missing.
  case fieldMissing = "field.missing"
  /// The value is longer than the field.
  case fieldTooLong = "field.too-long"
  /// The value is not a number in the layout's format.
  case fieldNotANumber = "field.not-a-number"
  /// The number has too many integer digits.
  case fieldTooManyDigits = "field.too-many-digits"
  /// The number has too many decimals.
  case fieldTooManyDecimals = "field.too-many-decimals"
  /// The date does not exist or is in another format.
  case fieldNotADate = "field.not-a-date"
  /// The time does not exist or is in another format.
  case fieldNotATime = "field.not-a-time"
  /// The code is not in the agreed list.
  case fieldNotInList = "field.not-in-list"
  /// The layout's fixed value differs.
  case fieldNotConstant = "field.not-constant"
  /// The value is out of its position.
  case fieldMisaligned = "field.misaligned"
  // MARK: Site
  /// The company in the file is not this site's.
  case siteCompany = "site.company"
  /// The branch in the file is not this site's.
  case siteBranch = "site.branch"
  /// The file belongs to another environment (test or production).
  case siteEnvironment = "site.environment"
  // MARK: Sequence
  /// The file's sequence number was used before.
  case sequenceRepeated = "sequence.repeated"
  /// A file of the sequence is missing.
  case sequenceGap = "sequence.gap"
  // MARK: Documents
  /// Another document with this id and other content was accepted before.
  case documentDivergent = "document.divergent"
  /// The document was rejected together with its file.
  case documentNotAlone = "document.not-alone"
  /// A receipt speaks of nothing that was handed over to its sender.
  case receiptUnknown = "receipt.unknown"
  // MARK: Rules
  /// The value must be greater than zero.
  case rulePositive = "rule.positive"
  /// All the values are zero.
  case ruleAnyPositive = "rule.any-positive"
  /// The value must be zero.
  case ruleZero = "rule.zero"
  /// The sum of the lines differs from the total.
  case ruleSum = "rule.sum"
  /// The number of lines differs from the total.
  case ruleCount = "rule.count"
  /// Two values are in the wrong order.
  case ruleOrdered = "rule.ordered"
  /// The value is repeated and may not be.
  case ruleUnique = "rule.unique"
  /// Two values that must differ are equal.
  case ruleDifferent = "rule.different"
  /// The check digits of a number do not fit the rest of it.
  case ruleCheckDigit = "rule.check-digit"
  /// A field that this kind of document needs is missing.
  case ruleRequired = "rule.required"
  /// The field may not be given in this kind of document.
  case ruleForbidden = "rule.forbidden"
  // MARK: Target
  /// The value does not fit the destination's field.
  case targetTooLong = "target.too-long"
  /// The destination cannot hold a character of the text.
  case targetCharacter = "target.character"
  /// A field that the destination needs is missing.
  case targetMissing = "target.missing"
  /// There are too many lines for the destination's layout.
  case targetTooMany = "target.too-many"
  /// The code has no counterpart in the destination.
  case targetNoCode = "target.no-code"
}
