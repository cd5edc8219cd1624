import Testing

/// Everything around the gateway that can fail while it runs: each time nothing is lost, whatever is not concerned goes
/// on, one line says it, nothing is tried in haste, and it goes on by itself when the cause is gone.
///
/// Each in a process of its own, so that its mounts, its user and its limits are its own; one after the other, so that
/// none of them takes the time of another.
@Suite(.serialized) struct OutageTests {
  @Test(.enabled(if: Machine.canMount, Machine.cannotMount), arguments: Outage.ofMounts)
  func aVolumeThatFails(_ outage: Outage) async { await expectOvercome(outage) }

  @Test(arguments: Outage.ofRights) func aRightThatIsTakenAway(_ outage: Outage) async { await expectOvercome(outage) }

  @Test(arguments: Outage.ofFolders) func aFolderThatGoesAndComesBack(_ outage: Outage) async {
    await expectOvercome(outage)
  }

  @Test(arguments: Outage.ofTheProcess) func aProcessThatIsShortOfSomething(_ outage: Outage) async {
    await expectOvercome(outage)
  }

  private func expectOvercome(_ outage: Outage) async {
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      [outage = outage as Outage] in
      Trial.run(outage)
    }
    print(String(decoding: result?.standardOutputContent ?? [], as: UTF8.self), terminator: "")
  }
}
