using System.Data.Common;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pipeline;

internal static class Faults
{
    /// <summary>The SP code of an exception that reached the edge of the flow.</summary>
    public static string CodeOf(Exception exception) =>
        exception is DbException || exception.InnerException is DbException ? ScofPushCodes.StoreUnavailable : ScofPushCodes.Unexpected;
}
