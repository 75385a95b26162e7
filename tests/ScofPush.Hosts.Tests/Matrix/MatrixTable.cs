using ScofPush.Hosts.Tests.Hosts;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>The outcomes as the table in docs/integration.md: a row for a host and its ways to sign in, a column for a place of the line.</summary>
internal static class MatrixTable
{
    private static readonly (Placement Placement, string Text)[] Columns =
    [
        (Placement.First, "first"),
        (Placement.AfterRouting, "after `UseRouting`"),
        (Placement.AfterAuthorization, "after `UseAuthorization`"),
        (Placement.Last, "last before the endpoints"),
        (Placement.FirstImplicit, "first, routing implicit"),
        (Placement.LastImplicit, "last, routing implicit"),
        (Placement.AfterEndpoints, "after `UseEndpoints` or `UseMvc`"),
    ];

    private static readonly (SignInWay Way, string Text)[] Ways = [(SignInWay.SignIn, "sign-in"), (SignInWay.SignUp, "sign-up")];

    public static async Task<string> RenderAsync()
    {
        List<string> lines = [Row(["host", "ways in", .. Columns.Select(column => column.Text)]), Row(Enumerable.Repeat("---", Columns.Length + 2))];
        foreach (var host in AllHosts.List)
        {
            var rows = new List<(string Way, string Outcomes)>();
            foreach (var (way, text) in Ways.Where(way => host.SignIn.Ways.Contains(way.Way)))
            {
                var outcomes = new List<string>();
                foreach (var (placement, _) in Columns)
                {
                    outcomes.Add(host.Placements.Contains(placement) ? await SummarizeAsync(host, placement, way) : "–");
                }

                rows.Add((text, string.Join(" | ", outcomes)));
            }

            lines.AddRange(rows.GroupBy(row => row.Outcomes, row => row.Way).Select(group => Row([host.Name, string.Join(", ", group), group.Key])));
        }

        return string.Join('\n', lines);
    }

    /// <summary>One outcome if all routes share it.</summary>
    private static async Task<string> SummarizeAsync(HostCase host, Placement placement, SignInWay way)
    {
        var run = await HostRuns.GetAsync(host, placement);
        var groups = Cell.Routes.GroupBy(route => run.Outcomes[new Cell(host.Name, placement, way, route)], route => $"`{route}`").ToArray();
        return groups.Length == 1 ? groups[0].Key : string.Join("; ", groups.Select(group => $"{string.Join(", ", group)}: {group.Key}"));
    }

    private static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";
}
