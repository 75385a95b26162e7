using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pages;

namespace ScofPush.AspNetCore.Notifications;

/// <summary>
/// Answers the network, a machine: a status and no body. 204 takes the notification off its hands, 503 has it sent again; whoever is not
/// the network learns nothing, and nothing of what it sends is read.
/// </summary>
internal sealed class NotificationEndpoint(
    NotificationOptions options,
    NotificationGate gate,
    CardUpdates cards,
    IServiceProvider services,
    ILogger<NotificationEndpoint> logger)
{
    private const int MaxBytes = 256 * 1024;

    /// <summary>Whether the path below ours is this address, and the address in use.</summary>
    public bool Answers(PathString rest) => options.Enabled && rest.Value.AsSpan().TrimStart('/').SequenceEqual(OwnPath.Notifications);

    public async Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IStatusCodePagesFeature>() is { } pages)
        {
            pages.Enabled = false;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = await StatusAsync(context);
        if (context.Response.StatusCode != StatusCodes.Status204NoContent)
        {
            context.Response.ContentLength = 0;
        }
    }

    private async Task<int> StatusAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            return StatusCodes.Status405MethodNotAllowed;
        }

        try
        {
            if (!await gate.AdmitsAsync(context))
            {
                gate.Refuse();
                return StatusCodes.Status403Forbidden;
            }

            var (status, body) = await ReadAsync(context.Request, context.RequestAborted);
            return body is null ? Refuse(ScofPushCodes.NotificationUnreadable, status) : await ApplyAsync(body);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            NotificationLog.Failed(logger, ScofPushCodes.NotificationFailed, exception);
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private async Task<int> ApplyAsync(byte[] body)
    {
        var reader = (ICardNotificationReader)services.GetService(typeof(ICardNotificationReader))!;
        var updates = reader.Read(body.AsSpan().StartsWith("\uFEFF"u8) ? body.AsSpan(3) : body, out var problem);
        return problem switch
        {
            null => await cards.ApplyAsync(updates) ? StatusCodes.Status204NoContent : StatusCodes.Status503ServiceUnavailable,
            ScofPushCodes.NotificationEncrypted => Refuse(problem, StatusCodes.Status422UnprocessableEntity),
            _ => Refuse(problem, StatusCodes.Status400BadRequest),
        };
    }

    private int Refuse(string code, int status)
    {
        if (code == ScofPushCodes.NotificationEncrypted)
        {
            NotificationLog.Encrypted(logger, code);
        }
        else
        {
            NotificationLog.Unreadable(logger, code, status);
        }

        return status;
    }

    /// <summary>The body, or the status that says why it is not read.</summary>
    private static async Task<(int Status, byte[]? Body)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return (StatusCodes.Status415UnsupportedMediaType, null);
        }

        if (request.ContentLength > MaxBytes)
        {
            return (StatusCodes.Status413PayloadTooLarge, null);
        }

        // One byte more than is allowed, because a chunked body does not tell its length.
        var buffer = new byte[(request.ContentLength ?? MaxBytes) + 1];
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length > MaxBytes ? (StatusCodes.Status413PayloadTooLarge, null) : (StatusCodes.Status200OK, buffer[..length]);
        }
        catch (BadHttpRequestException exception)
        {
            return (exception.StatusCode, null);
        }
    }
}
