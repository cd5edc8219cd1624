import EDIModel
import Testing

@testable import Traceability

/// The rules of identity, as a pure function.
struct JudgementTests {
  private func version(
    _ interchange: Int64, origin: Int64? = nil, _ content: UInt8, stamp: String = ""
  ) -> AcceptedVersion {
    AcceptedVersion(
      document: id(interchange), origin: InterchangeID(origin ?? interchange),
      content: [content], stamp: stamp)
  }

  private func candidate(
    _ kind: IdentityKind, _ interchange: Int64, origin: Int64? = nil, _ content: UInt8, stamp: String = ""
  ) -> Candidate {
    Candidate(
      interchange: InterchangeID(interchange), origin: InterchangeID(origin ?? interchange), kind: kind,
      content: [content], stamp: stamp)
  }

  private func id(_ interchange: Int64) -> DocumentID { DocumentID(InterchangeID(interchange), 1) }

  @Test func whatNobodySaidBeforeIsNew() {
    for kind in [IdentityKind.event, .state] { #expect(Judgement.of(candidate(kind, 1, 1), after: []) == .accepted) }
  }

  @Test func anEventHappensOnce() {
    let accepted = [version(1, 1)]
    #expect(Judgement.of(candidate(.event, 2, 1), after: accepted) == .duplicate(of: id(1)))
    #expect(Judgement.of(candidate(.event, 2, 9), after: accepted) == .divergent(from: id(1)))
  }

  @Test func aDuplicateNamesTheFirstCopy() {
    let accepted = [version(1, 1), version(4, origin: 1, 1)]
    #expect(Judgement.of(candidate(.event, 5, 1), after: accepted) == .duplicate(of: id(1)))
    #expect(Judgement.of(candidate(.event, 5, 9), after: accepted) == .divergent(from: id(1)))
  }

  @Test func anEventKnowsEachContentThatWasAccepted() {
    // The layout was corrected and the original reprocessed: its content is another one now, and both are known.
    let accepted = [version(1, 1), version(4, origin: 1, 2)]
    #expect(Judgement.of(candidate(.event, 5, 2), after: accepted) == .duplicate(of: id(4)))
  }

  @Test func aStateIsComparedWithTheLastVersionOnly() {
    let accepted = [version(1, 1, stamp: "1"), version(2, 2, stamp: "2")]
    #expect(Judgement.of(candidate(.state, 3, 1, stamp: "3"), after: accepted) == .accepted)
    #expect(Judgement.of(candidate(.state, 3, 2, stamp: "3"), after: accepted) == .duplicate(of: id(2)))
  }

  @Test func anOlderStateIsSuperseded() {
    let accepted = [version(2, 2, stamp: "20260827120000")]
    let older = candidate(.state, 3, 3, stamp: "20260827115959")
    #expect(Judgement.of(older, after: accepted) == .superseded(by: id(2)))
    #expect(Judgement.of(candidate(.state, 3, 3, stamp: "20260827120000"), after: accepted) == .accepted)
    // The same content is a duplicate whatever its stamp.
    #expect(Judgement.of(candidate(.state, 3, 2, stamp: "1"), after: accepted) == .duplicate(of: id(2)))
  }

  @Test func aMissingStampIsNotOlder() {
    #expect(Judgement.of(candidate(.state, 3, 3), after: [version(2, 2, stamp: "2")]) == .accepted)
    #expect(Judgement.of(candidate(.state, 3, 3, stamp: "1"), after: [version(2, 2)]) == .accepted)
  }

  @Test func aReprocessedEventIsAcceptedAgain() {
    let accepted = [version(1, 1)]
    #expect(Judgement.of(candidate(.event, 2, origin: 1, 1), after: accepted) == .accepted)
    #expect(Judgement.of(candidate(.event, 2, origin: 1, 7), after: accepted) == .accepted)
  }

  @Test func reprocessingADivergentEventDoesNotMakeItRight() {
    #expect(
      Judgement.of(candidate(.event, 3, origin: 2, 9), after: [version(1, 1)]) == .divergent(from: id(1)))
  }

  @Test func oneReprocessedFileDoesNotSayAThingTwice() {
    let accepted = [version(1, 1), version(2, origin: 1, 1)]
    #expect(Judgement.of(candidate(.event, 2, origin: 1, 1), after: accepted) == .duplicate(of: id(2)))
    #expect(Judgement.of(candidate(.event, 2, origin: 1, 9), after: accepted) == .divergent(from: id(2)))
    #expect(Judgement.of(candidate(.state, 2, origin: 1, 1), after: accepted) == .duplicate(of: id(2)))
  }

  @Test func aReprocessedStateYieldsToANewerOne() {
    let newer = [version(1, 1, stamp: "1"), version(2, 2, stamp: "2")]
    #expect(Judgement.of(candidate(.state, 3, origin: 1, 1, stamp: "1"), after: newer) == .superseded(by: id(2)))
    #expect(Judgement.of(candidate(.state, 3, origin: 2, 2, stamp: "2"), after: newer) == .accepted)
  }

  @Test func withoutStampsArrivalTellsWhichIsNewer() {
    let accepted = [version(2, 2)]
    #expect(Judgement.of(candidate(.state, 5, origin: 1, 1), after: accepted) == .superseded(by: id(2)))
    #expect(Judgement.of(candidate(.state, 5, origin: 4, 1), after: accepted) == .accepted)
  }

  @Test func theSourcesStampGoesBeforeArrival() {
    let accepted = [version(2, 2, stamp: "1")]
    #expect(Judgement.of(candidate(.state, 5, origin: 1, 1, stamp: "3"), after: accepted) == .accepted)
  }
}
