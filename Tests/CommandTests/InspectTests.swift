import TestSupport
import Testing

@Suite struct InspectTests {
  let malote = MaloteProgram()

  @Test(arguments: [("posting", SamplePath.good), ("order", SamplePath.order)])
  func eachFieldIsShownWithItsPlaceAndValue(name: String, path: String) throws {
    let run = try malote.run("inspect", path)
    #expect(run.status == 0)
    expectGolden(run.output, "inspect.\(name).txt")
  }

  @Test func dataHoldsCanonicalValuesToo() throws {
    let run = try malote.run("inspect", "--json", SamplePath.order)
    #expect(run.status == 0)
    expectGolden(run.output, "inspect.json")
  }

  @Test func aBadFileIsShownAsFarAsItCanBeRead() throws {
    let run = try malote.run("inspect", SamplePath.fiveErrors)
    #expect(run.status == 65)
    #expect(run.text.contains("B4471201001"))
    #expect(run.text.contains("erro[field.not-a-date]"))
  }
}
