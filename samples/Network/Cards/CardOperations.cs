using System.Text.Json.Nodes;

namespace Network.Cards;

/// <summary>Get and delete.</summary>
internal sealed class CardOperations(CardVault vault)
{
    public CardReply Get(CardCall call, string cardId, IQueryCollection query)
    {
        if (Find(call, cardId, query, isDelete: false, out var card) is not { } request)
        {
            return card.Problem!;
        }

        return card.Value is { } found
            ? CardReply.Json(StatusCodes.Status200OK, null, CardBody.Fetched(found, request.SrcCorrelationId, call.PublicAddress)) with { CardId = cardId }
            : CardErrors.CardNotFoundOnGet() with { CardId = cardId };
    }

    public CardReply Delete(CardCall call, string cardId, IQueryCollection query)
    {
        if (Find(call, cardId, query, isDelete: true, out var card) is not { } request)
        {
            return card.Problem!;
        }

        var answer = new JsonObject { ["srcCorrelationId"] = request.SrcCorrelationId ?? Guid.NewGuid().ToString() };
        return card.Value is { } found && vault.Delete(found)
            ? CardReply.Json(StatusCodes.Status200OK, null, answer) with { CardId = cardId }
            : CardErrors.CardNotFoundOnDelete() with { CardId = cardId };
    }

    private CardQuery? Find(CardCall call, string cardId, IQueryCollection query, bool isDelete, out (StoredCard? Value, CardReply? Problem) card)
    {
        card = default;
        if (CardQuery.Read(query, isDelete, out card.Problem) is not { } request)
        {
            return null;
        }

        card.Problem = call.Identify(request.SrcClientId, request.ServiceId, request.SrcDpaId, "QUERY");
        if (card.Problem is not null)
        {
            return null;
        }

        card.Value = vault.Find(cardId, call.Merchant!);
        return request;
    }
}
