using System.Text;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Returning;

namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>The findings as a table in Markdown.</summary>
internal static class AttemptTable
{
    private static readonly ResultCodes Codes = new();

    public static string Render(IEnumerable<(string Name, Finding Finding)> rows)
    {
        var text = new StringBuilder("| what happens | attempts | requests that arrive | outcome | code | the bank is told |\n|---|---|---|---|---|---|\n");
        foreach (var (name, finding) in rows)
        {
            var outcome = finding.NothingDone ? $"{finding.Outcome}, nothing done" : $"{finding.Outcome}";
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| {name} | {finding.Attempts} | {finding.Arrived} | {outcome} | {finding.Code} | {BankCode(finding.Outcome)} |\n"
            );
        }

        return text.ToString();
    }

    private static string BankCode(EnrollmentOutcome outcome) =>
        outcome switch
        {
            EnrollmentOutcome.Enrolled => Codes.Success,
            EnrollmentOutcome.Declined => Codes.Declined,
            EnrollmentOutcome.Duplicate => Codes.Duplicate,
            _ => Codes.Error,
        };
}
