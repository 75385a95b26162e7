namespace Demo;

/// <summary>One sample to start.</summary>
internal sealed record ChildPlan(
    string Name, string Assembly, string ContentRoot, int Port, Uri Address, IReadOnlyDictionary<string, string> Settings);
