using Microsoft.Extensions.Options;
using Network.CallLog;
using Network.Gateway;

namespace Network.Cards;

/// <summary>The way of every call: read, check the signature, run, write to the call log, answer.</summary>
internal sealed class CardApi(OAuthVerifier verifier, CallBook calls, IOptions<NetworkOptions> options)
{
    private const string FlowIdHeader = "X-Src-Cx-Flow-Id";
    private const int MaximumBody = 64 * 1024;

    public async Task HandleAsync(HttpContext context, string operation, Func<CardCall, byte[], ValueTask<CardReply>> run)
    {
        var body = await ReadAsync(context.Request);
        var verdict = body is null ? null : verifier.Verify(context.Request, body);
        var flowIdIn = context.Request.Headers[FlowIdHeader].ToString() is { Length: > 0 } sent ? sent : null;
        var isFlowIdValid = flowIdIn is null || (flowIdIn.Length <= 255 && Patterns.FlowId().IsMatch(flowIdIn));
        var call = new CardCall(verdict?.Merchants ?? [], options.Value.PublicAddress?.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}");

        var reply = verdict switch
        {
            null => GatewayErrors.TooLarge(),
            { IsValid: false } => GatewayErrors.Unauthenticated(verdict),
            _ when !isFlowIdValid => CardErrors.Invalid(FlowIdHeader, "HEADER"),
            _ => await run(call, body!),
        };

        // A caller that sends the id back stays in its flow; any other starts a new one.
        var flowIdOut = verdict?.IsValid != true ? null
            : isFlowIdValid && flowIdIn is not null ? flowIdIn
            : NewFlowId();
        calls.Add(context, operation, new CallFacts
        {
            Merchant = call.Merchant?.Name,
            Receipt = call.Receipt,
            ConsumerId = call.ConsumerId,
            Status = reply.Status,
            Reason = reply.Reason,
            Enrolled = reply.Enrolled,
            OauthValid = verdict?.IsValid,
            FlowIdIn = flowIdIn,
            FlowIdOut = reply.Drop ? null : flowIdOut,
            CardId = reply.CardId,
        });
        await WriteAsync(context, reply, flowIdOut);
    }

    private static async Task WriteAsync(HttpContext context, CardReply reply, string? flowId)
    {
        if (reply.Drop)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = reply.Status;
        response.ContentType = "application/json";
        response.ContentLength = reply.Body.Length;
        response.Headers.CacheControl = "no-store";
        if (flowId is not null)
        {
            response.Headers[FlowIdHeader] = flowId;
        }

        if (reply.RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        await response.Body.WriteAsync(reply.Body);
    }

    private static string NewFlowId() =>
        $"{Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}.{Guid.NewGuid().ToString().ToUpperInvariant()}";

    private static async Task<byte[]?> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted)) > 0)
        {
            if (buffer.Length + read > MaximumBody)
            {
                return null;
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
