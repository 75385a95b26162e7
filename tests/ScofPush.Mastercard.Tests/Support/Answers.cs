using Microsoft.AspNetCore.Http;

namespace ScofPush.Mastercard.Tests.Support;

/// <summary>What the network may answer.</summary>
internal static class Answers
{
    public const string CardId = "0f2c8a1e-4f53-4c1e-9a55-2f6f6a1d7c10";

    public static async Task Json(HttpContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body);
    }

    public static Func<HttpContext, Task> Of(int status, string body = "") => context => Json(context, status, body);

    public static Func<HttpContext, Task> Ok() => Of(200, Enrolled());

    public static Func<HttpContext, Task> RetryAfter(string value, int status = 429) =>
        context =>
        {
            context.Response.Headers.RetryAfter = value;
            return Json(context, status, status == 429 ? Error("RESOURCE_EXHAUSTED") : Error("UNAVAILABLE", "NO_RESPONSE_FROM_ISSUER"));
        };

    public static Func<HttpContext, Task> WithFlowId(string flowId, Func<HttpContext, Task> answer) =>
        context =>
        {
            context.Response.Headers["X-Src-Cx-Flow-Id"] = flowId;
            return answer(context);
        };

    /// <summary>Reads the request and cuts the connection.</summary>
    public static Task Reset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>Never answers.</summary>
    public static Task Hang(HttpContext context) => Task.Delay(Timeout.Infinite, context.RequestAborted);

    public static string Error(string reason, string? detail = null, string? source = null, string array = "errordetail") =>
        detail is null
            ? $$"""{"status":400,"reason":"{{reason}}","message":"free text of the network","{{array}}":null}"""
            : $$"""{"status":400,"reason":"{{reason}}","message":"free text","{{array}}":[{"reason":"{{detail}}","message":"free text","source":"{{source}}","sourceType":"BODY"}]}""";

    public static string Enrolled(string members = "") =>
        $$"""
        {
          "srcCorrelationId": "a7b0c1d2-0000-4000-8000-000000000001",
          "maskedCard": {
            "srcDigitalCardId": "{{CardId}}",
            "panBin": "555555",
            "panLastFour": "4321",
            "tokenUniqueReference": "DEXMPL0000000000aa11bb22cc33dd44ee55ff66",
            "tokenLastFour": "8765",
            "panExpirationMonth": "07",
            "panExpirationYear": "2031",
            "digitalCardData": {
              "status": "ACTIVE",
              "descriptorName": "Blue Card",
              "artUri": "https://assets.example/card.png",
              "issuerName": "Example Bank",
              "foregroundColor": "00ff7f"
              {{members}}
            },
            "paymentCardDescriptor": "mastercard",
            "paymentCardType": "CREDIT",
            "paymentAccountReference": "5001EXAMPLE0000000000000000AA",
            "dateOfCardCreated": "2025-01-02T03:04:05.678Z"
          }
        }
        """;
}
