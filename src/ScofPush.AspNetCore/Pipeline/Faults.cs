using System.Data.Common;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pipeline;

internal static class Faults
{
    /// <summary>The SP code of an exception that reached the edge of the flow.</summary>
    public static string CodeOf(Exception exception)
    {
        // Entity Framework wraps the fault of a database once or twice.
        for (var fault = exception; fault is not null; fault = fault.InnerException)
        {
            if (fault is DbException)
            {
                return ScofPushCodes.StoreUnavailable;
            }
        }

        return ScofPushCodes.Unexpected;
    }
}
