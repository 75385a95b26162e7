using System.Security.Cryptography;
using Bank.Cards;
using Microsoft.Extensions.Options;

namespace Bank.Pushes;

/// <summary>Gets receipts for cards and makes the address with which the browser goes to the shop.</summary>
internal sealed class PushService(NetworkClient network, PushBook pushes, IOptions<BankOptions> options)
{
    public async Task<string> StartAsync(string userName, Shop shop, IReadOnlyList<BankCard> cards, PushChoices choices, CancellationToken cancellationToken)
    {
        // The reference comes back in the open: it must not be guessable, and it means nothing to anyone else.
        var reference = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var callback = $"{options.Value.PublicAddress!.OriginalString.TrimEnd('/')}/push/result?ref={reference}";
        var request = new PushRequest(
            RequestId: Guid.NewGuid().ToString(),
            shop.TokenRequestorId,
            [.. cards.Select(Describe)],
            callback,
            CallbackRequired: true,
            CompleteWebsiteActivation: !choices.FinishAtBank,
            Locale: "en_US");
        var answer = await network.PushAsync(request, cancellationToken);

        var byId = cards.ToDictionary(card => card.Id, StringComparer.Ordinal);
        pushes.Add(new PushRecord(
            reference,
            userName,
            shop.Name,
            [.. answer.PushAccountReceipts.Select(issued => new PushedCard(byId[issued.AccountReference], issued.PushAccountReceipt))]));
        return choices.Signed ? PushLink.Signed(answer) : PushLink.Plain(answer, request);
    }

    private static PushAccount Describe(BankCard card) =>
        new(card.Id, card.LastFour, card.Product, Brand.Name, card.Type, card.Fate, card.ReceiptLifeSeconds);
}
