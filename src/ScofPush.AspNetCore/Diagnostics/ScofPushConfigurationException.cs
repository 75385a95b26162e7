namespace ScofPush.AspNetCore.Diagnostics;

/// <summary>Thrown at start when ScofPush cannot work as configured. The message lists every problem .</summary>
public sealed class ScofPushConfigurationException : InvalidOperationException
{
    /// <summary>Creates the exception without a problem.</summary>
    public ScofPushConfigurationException()
        : this([])
    {
    }

    /// <summary>Creates the exception with a message of its own.</summary>
    /// <param name="message">The message.</param>
    public ScofPushConfigurationException(string message)
        : base(message) => Problems = [];

    /// <summary>Creates the exception with a message of its own and a cause.</summary>
    /// <param name="message">The message.</param>
    /// <param name="innerException">The cause.</param>
    public ScofPushConfigurationException(string message, Exception innerException)
        : base(message, innerException) => Problems = [];

    /// <summary>Creates the exception; the message lists the problems, a line each.</summary>
    /// <param name="problems">What is wrong.</param>
    public ScofPushConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
        : base(Describe(problems)) => Problems = problems;

    /// <summary>What is wrong, in the order in which the checks found it.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; }

    private static string Describe(IReadOnlyList<ConfigurationProblem> problems) =>
        $"ScofPush cannot start: {problems.Count} configuration problem(s)."
        + string.Concat(problems.Select(p => $"{Environment.NewLine}  {p.Code} {p.Key}: {p.Message}"));
}
