namespace ScofPush.AspNetCore.Diagnostics;

/// <summary>
/// A part's look at its own configuration. <c>UseScofPush</c> runs every registered check once and reports all problems in one
/// <see cref="ScofPushConfigurationException"/> (R-72, R-78).
/// </summary>
public interface IConfigurationCheck
{
    /// <summary>Looks at the configuration and returns each problem; nothing when it is sound. It must not throw.</summary>
    IEnumerable<ConfigurationProblem> Check();
}

/// <summary>One thing that is wrong with the configuration.</summary>
/// <param name="Code">The SP code, a constant of <see cref="ScofPushCodes"/>.</param>
/// <param name="Key">The configuration key, e.g. <c>ScofPush:Mastercard:BaseAddress</c>.</param>
/// <param name="Message">What is wrong and how to mend it. It never contains the configured value .</param>
public sealed record ConfigurationProblem(string Code, string Key, string Message);
