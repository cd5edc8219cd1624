/// Where a scalar field of a document stands: the group that repeats it (0 is the document itself) and its slot there.
public struct FieldRef: Sendable, Hashable {
  /// Index into ``DocumentShape/groups``.
  public let group: Int
  /// Index into ``DocumentShape/Group/fields``.
  public let slot: Int

  /// Makes a reference.
  public init(group: Int, slot: Int) {
    self.group = group
    self.slot = slot
  }
}

/// The named, typed fields of a flow's document, compiled from its `flow.yaml`: what both layouts bind to.
public final class DocumentShape: Sendable {
  /// One scalar field.
  public struct Field: Sendable {
    /// Its own name, as in `flow.yaml`: `quantidade`.
    public let name: String
    /// What business people call it.
    public let label: Bilingual
    /// What it may hold.
    public let type: ValueType
    /// When a document must have it.
    public let requirement: Requirement
    /// Part of the envelope: left out when two versions of a document are compared.
    public let isEnvelope: Bool
    /// A person's data: kept out of the ledger's chain but for a salted hash.
    public let isPersonal: Bool
    /// For people: where the field comes from (`C5_NUM`), and what the values of a code list mean.
    public let notes: Notes

    /// What is known of a field beyond what it may hold, for people only.
    public struct Notes: Sendable {
      /// A field of the source's dictionary: `C5_NUM`.
      public let origin: String?
      /// The values of a code list with their meanings, in the order of the dictionary.
      public let codes: [(value: String, meaning: Bilingual)]

      /// Makes notes.
      public init(origin: String? = nil, codes: [(value: String, meaning: Bilingual)] = []) {
        self.origin = origin
        self.codes = codes
      }
    }

    /// Makes a field.
    public init(
      name: String, label: Bilingual, type: ValueType, requirement: Requirement = .optional, isEnvelope: Bool = false,
      isPersonal: Bool = false, notes: Notes = Notes()
    ) {
      self.name = name
      self.label = label
      self.type = type
      self.requirement = requirement
      self.isEnvelope = isEnvelope
      self.isPersonal = isPersonal
      self.notes = notes
    }
  }

  /// When a field must be there.
  public enum Requirement: Sendable {
    /// Never.
    case optional
    /// Always (in each row of its group).
    case always
    /// When the condition holds for the row.
    case when(Condition)
  }

  /// The document itself (group 0, without a name) or a list in it.
  public struct Group: Sendable {
    /// The list's name in `flow.yaml`; empty for the document itself.
    public let name: String
    /// What business people call one of its rows.
    public let label: Bilingual
    /// The group that holds it; `nil` only for the document itself. Always a smaller index.
    public let parent: Int?
    /// Its scalar fields, in the order of `flow.yaml`.
    public let fields: [Field]

    /// Makes a group.
    public init(name: String, label: Bilingual, parent: Int?, fields: [Field]) {
      self.name = name
      self.label = label
      self.parent = parent
      self.fields = fields
    }
  }

  /// The document (index 0) and its lists, parents first.
  public let groups: [Group]

  /// Makes a shape.
  public init(groups: [Group]) { self.groups = groups }

  /// The field at `ref`.
  public subscript(ref: FieldRef) -> Field { groups[ref.group].fields[ref.slot] }

  /// Whether a field holds numbers: asked without a copy of all that is known of the field.
  public func isDecimal(_ ref: FieldRef) -> Bool {
    if case .decimal = groups[ref.group].fields[ref.slot].type { true } else { false }
  }

  /// The path of a group as it is written in declarations: `itens`, `itens/bobinas`; empty for the document.
  public func path(ofGroup index: Int) -> String {
    guard let parent = groups[index].parent else { return "" }
    let head = path(ofGroup: parent)
    return head.isEmpty ? groups[index].name : head + "/" + groups[index].name
  }

  /// The path of a field as it is written in declarations: `numero`, `itens/produto`.
  public func path(of ref: FieldRef) -> String {
    let head = path(ofGroup: ref.group)
    return head.isEmpty ? self[ref].name : head + "/" + self[ref].name
  }

  /// Finds a group by its path.
  public func group(at path: String) -> Int? { groups.indices.first { self.path(ofGroup: $0) == path } }

  /// Finds a field by its path.
  public func field(at path: String) -> FieldRef? {
    for (group, declared) in groups.enumerated() {
      for slot in declared.fields.indices where self.path(of: FieldRef(group: group, slot: slot)) == path {
        return FieldRef(group: group, slot: slot)
      }
    }
    return nil
  }
}
