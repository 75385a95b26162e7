namespace Network.CallLog;

internal static class CallLogEndpoints
{
    public static void MapCallLog(this WebApplication app)
    {
        app.MapGet("/log.json", (long? since, CallBook calls, HttpResponse response) =>
        {
            response.Headers.CacheControl = "no-store";
            return calls.Since(since ?? 0);
        });
        app.MapDelete("/log.json", (CallBook calls) =>
        {
            calls.Clear();
            return Results.NoContent();
        });
    }
}
