using Microsoft.Extensions.Options;

namespace Network.Cards;

internal static class CardEndpoints
{
    public static void MapCardApi(this WebApplication app)
    {
        var cards = app.MapGroup(app.Services.GetRequiredService<IOptions<NetworkOptions>>().Value.BasePath + "/cards");

        cards.MapPost("", (HttpContext context, CardApi api, EnrollOperation operation) =>
            api.HandleAsync(context, "Enroll", async (call, body) => await operation.RunAsync(call, body)));

        cards.MapGet("{cardId}", (string cardId, HttpContext context, CardApi api, CardOperations operations) =>
            api.HandleAsync(context, "GetCard", (call, _) => ValueTask.FromResult(operations.Get(call, cardId, context.Request.Query))));

        cards.MapDelete("{cardId}", (string cardId, HttpContext context, CardApi api, CardOperations operations) =>
            api.HandleAsync(context, "DeleteCard", (call, _) => ValueTask.FromResult(operations.Delete(call, cardId, context.Request.Query))));
    }
}
