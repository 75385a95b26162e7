namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>How often a receipt is sent and what becomes of it, whatever breaks and whatever the host hangs on its clients .</summary>
public sealed class AttemptMatrixTests
{
    /// <summary>A wrong rule may wait for a clock that nobody moves: then the test fails, and does not wait for ever.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly AttemptRow[] Rows = [.. AnswerRows.All, .. TransportRows.All];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var row in Rows)
            {
                foreach (var defaults in HostDefaults.All)
                {
                    cases.Add(row.Name, defaults.Name);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Enroll_when_this_happens_is_tried_so_often(string happening, string hostDefaults)
    {
        var row = Rows.Single(row => row.Name == happening);
        var defaults = HostDefaults.All.Single(defaults => defaults.Name == hostDefaults);

        Assert.Equal(row.Expected, await row.RunAsync(defaults).WaitAsync(Patience, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Page_attempts_is_what_the_calls_did()
    {
        var findings = new List<(string Name, Finding Finding)>();
        foreach (var row in Rows)
        {
            findings.Add((row.Name, await row.RunAsync(HostDefaults.All[0]).WaitAsync(Patience, TestContext.Current.CancellationToken)));
        }

        await ReliabilityPage.CheckAsync(AttemptTable.Render(findings));
    }
}
