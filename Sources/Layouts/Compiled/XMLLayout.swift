public import EDIModel

/// XML elements as a tree that is known before the first byte is read. One file holds one document.
public struct XMLLayout: Sendable {
  /// All elements that the layout names, the root first, parents before children.
  public let elements: [Element]
  /// The value of `xsi:noNamespaceSchemaLocation` when written; `nil` leaves the attribute out.
  public let schemaLocation: String?

  /// One element, by its index in ``XMLLayout/elements``.
  public struct Element: Sendable {
    /// Its local name.
    public let name: String
    /// What tells it from others of the same name under the same parent: `key[@name=InternalID]`.
    public let selector: Selector?
    /// The element that holds it; `nil` for the root.
    public let parent: Int?
    /// Its children in the order in which they are written.
    public let children: [Int]
    /// Its attributes in the order in which they are written (the selector's own left out).
    public let attributes: [Binding]
    /// What its text is bound to, none to many (several when each takes a part of it).
    public let bindings: [Binding]
    /// The group whose row each occurrence is; `nil` when it is there at most once.
    public let group: Int?
    /// A boolean field that says whether the element was there.
    public let presence: Presence?
    /// The element is one entry of a list of names and values.
    public let pairs: Pairs?
    /// When it is written with all it holds; `nil` is always.
    public let condition: Condition?
    /// It is known and left aside without a notice.
    public let isIgnored: Bool
    /// It is written without content: a schema wants it there, and its reader wants nothing in it.
    public let isWrittenEmpty: Bool
    /// All children that the layout does not name are left aside without a notice.
    public let ignoresOthers: Bool
  }

  /// An attribute that selects an element.
  public struct Selector: Sendable, Hashable {
    /// The attribute's name.
    public let attribute: String
    /// Its value.
    public let value: String
  }

  /// A boolean field that says whether an element was there.
  public struct Presence: Sendable {
    /// The field: `1` when the element is there, no value when it is not.
    public let field: FieldRef
    /// Whether an element without any content counts as being there.
    public let emptyCounts: Bool
  }

  /// An element that holds a name in one child and its value in another.
  public struct Pairs: Sendable {
    /// The child that holds the name.
    public let nameElement: String
    /// The child that holds the value.
    public let valueElement: String
    /// The names that are bound, in letters of either case. Other names get the notice of an unknown element.
    public let entries: [Binding]
  }
}
