using System.Data.Common;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.EntityFrameworkCore;

/// <summary>A fault of the store with its code and its remedy. As a <see cref="DbException"/> it is told to the shopper as SP2501.</summary>
#pragma warning disable CA1032 // without a problem it would say nothing
internal sealed class StoreException(ConfigurationProblem problem, Exception? innerException = null)
    : DbException($"{problem.Code} {problem.Key}: {problem.Message}", innerException)
#pragma warning restore CA1032
{
    public ConfigurationProblem Problem => problem;
}
