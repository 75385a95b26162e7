using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.AspNetCore.Pages;

/// <summary>What the problem page says for each SP code that a shopper can meet.</summary>
internal static class ProblemTexts
{
    private const string StartAgain = "Please go back to your bank's app or website and start again from there.";
    private const int TooEarly = 425;
    private const string NothingSaved = "No card was saved.";

    private static readonly ProblemText Damaged = new(
        StatusCodes.Status400BadRequest, "This link is damaged", $"A part of it cannot be read. {NothingSaved} {StartAgain}");

    private static readonly ProblemText DamagedCallback = new(
        StatusCodes.Status400BadRequest, "This link is damaged", $"It does not say properly where your bank waits for you. {NothingSaved} {StartAgain}");

    private static readonly ProblemText UnsafeCallback = new(
        StatusCodes.Status400BadRequest, "This link is not safe", $"It would lead to an address that we do not follow. {NothingSaved} {StartAgain}");

    private static readonly ProblemText Unproven = new(
        StatusCodes.Status400BadRequest, "We cannot trust this link", $"It does not prove that it comes from your bank. {NothingSaved} {StartAgain}");

    private static readonly FrozenDictionary<string, ProblemText> All = new Dictionary<string, ProblemText>(StringComparer.Ordinal)
    {
        [ScofPushCodes.NoReceipt] = new(StatusCodes.Status400BadRequest, "This link is incomplete", $"It does not say which card to save. {NothingSaved} {StartAgain}"),
        [ScofPushCodes.MalformedReceipt] = Damaged,
        [ScofPushCodes.TooManyReceipts] = new(StatusCodes.Status400BadRequest, "Too many cards at once", $"Your bank sent more than five cards in one go. {NothingSaved} Please choose at most five and start again from your bank."),
        [ScofPushCodes.PushTooLarge] = new(StatusCodes.Status414UriTooLong, "This link is too long", $"It is larger than any link that a bank sends. {NothingSaved} {StartAgain}"),
        [ScofPushCodes.MalformedCallback] = DamagedCallback,
        [ScofPushCodes.CallbackTooLong] = DamagedCallback,
        [ScofPushCodes.RelativeCallback] = DamagedCallback,
        [ScofPushCodes.CallbackCharacters] = DamagedCallback,
        [ScofPushCodes.CallbackCarriesResults] = DamagedCallback,
        [ScofPushCodes.OverEncoded] = Damaged,
        [ScofPushCodes.ForbiddenCallback] = UnsafeCallback,
        [ScofPushCodes.CallbackNotAscii] = UnsafeCallback,
        [ScofPushCodes.CallbackUserInfo] = UnsafeCallback,
        [ScofPushCodes.UnknownCallback] = new(StatusCodes.Status400BadRequest, "We do not know this bank", $"The link would lead back to an address that this shop does not work with. {NothingSaved}"),
        [ScofPushCodes.SignedPushMalformed] = new(StatusCodes.Status400BadRequest, "This link is damaged", $"Its end may be missing. {NothingSaved} {StartAgain}"),
        [ScofPushCodes.SignedPushAlgorithm] = Unproven,
        [ScofPushCodes.SignedPushCritical] = Unproven,
        [ScofPushCodes.SignedPushKeyUnknown] = Unproven,
        [ScofPushCodes.SignedPushForged] = Unproven,
        [ScofPushCodes.SignedPushUnreadable] = Damaged,
        [ScofPushCodes.SignedPushDuplicate] = Damaged,
        [ScofPushCodes.SignedPushMember] = Damaged,
        [ScofPushCodes.SignedPushKeysUnavailable] = new(StatusCodes.Status503ServiceUnavailable, "We cannot check this link right now", $"Something on our side is out of order. {NothingSaved} Please start again from your bank in a few minutes."),
        [ScofPushCodes.SignedPushNotAccepted] = new(StatusCodes.Status400BadRequest, "We cannot read this link", $"Your bank sent the card in a form that this shop does not understand yet. {NothingSaved}"),
        [ScofPushCodes.UnsignedPush] = new(StatusCodes.Status400BadRequest, "This link is not signed", $"We cannot tell whether it comes from your bank. {NothingSaved} {StartAgain}"),
        [ScofPushCodes.ContradictoryPush] = new(StatusCodes.Status400BadRequest, "This link contradicts itself", $"It says different things about the same card. {NothingSaved} {StartAgain}"),
        [ScofPushCodes.VisaPush] = new(StatusCodes.Status400BadRequest, "We cannot save this card this way", $"Your bank sent a Visa card. This shop can receive Mastercard and Maestro cards from banks so far. {NothingSaved} You can still enter the card when you pay."),
        [ScofPushCodes.PrefetchedPush] = new(TooEarly, "One moment", $"Your browser opened this link ahead of you. Please load the page again. {NothingSaved}"),
        [ScofPushCodes.UnknownPush] = new(StatusCodes.Status404NotFound, "We cannot find this card", $"The link may be old or incomplete. {StartAgain}"),
        [ScofPushCodes.PushExpired] = new(StatusCodes.Status410Gone, "This took too long", $"For your safety a card can only be saved shortly after your bank sent it. {NothingSaved} {StartAgain}"),
        [ScofPushCodes.SealBroken] = new(StatusCodes.Status410Gone, "We lost track of this card", $"{NothingSaved} {StartAgain}"),
        [ScofPushCodes.TooManyLandings] = new(StatusCodes.Status429TooManyRequests, "Please wait a minute", $"Too many cards came from your address at once. {NothingSaved} Please start again from your bank in a minute."),
        [ScofPushCodes.TooManyParked] = new(StatusCodes.Status429TooManyRequests, "Too many cards at the moment", $"More people are saving cards than we can serve. {NothingSaved} Please start again from your bank in a few minutes."),
        [ScofPushCodes.SwitchedAccount] = new(StatusCodes.Status403Forbidden, "You are signed in with another account", $"This card was started by someone else, or by you with another account. {NothingSaved} Sign in with the account you started with, or start again from your bank."),
        [ScofPushCodes.NoCustomerKey] = new(StatusCodes.Status403Forbidden, "This account cannot hold a card", $"The account you are signed in with has no customer number. {NothingSaved}"),
        [ScofPushCodes.SignInNotKept] = new(StatusCodes.Status403Forbidden, "You are not signed in", "You came back without being signed in. Your browser may refuse this shop's cookies, or signing in was not finished."),
        [ScofPushCodes.OtherBrowser] = new(StatusCodes.Status200OK, "Another browser", "This card was first opened in another browser. Save it only if you sent it from your bank yourself."),
        [ScofPushCodes.InvalidForm] = new(StatusCodes.Status400BadRequest, "Please confirm once more", "The page had become out of date. Nothing was done."),
        [ScofPushCodes.MethodNotAllowed] = new(StatusCodes.Status405MethodNotAllowed, "This did not work", "This address is not meant to be opened this way. Nothing was done."),
        [ScofPushCodes.PageNotFound] = new(StatusCodes.Status404NotFound, "There is no such page", "The link may be incomplete."),
        [ScofPushCodes.PipelineNotReached] = new(StatusCodes.Status503ServiceUnavailable, "Saving cards is not set up yet", $"The shop has to finish its set-up. {NothingSaved} Please try again later from your bank."),
        [ScofPushCodes.StoreUnavailable] = new(StatusCodes.Status503ServiceUnavailable, "We cannot do this right now", "Something on our side is out of order. Please try again in a few minutes."),
        [ScofPushCodes.Unexpected] = new(StatusCodes.Status503ServiceUnavailable, "Something went wrong", "The fault is on our side. Please try again in a few minutes."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static ProblemText For(string code) => All.TryGetValue(code, out var text) ? text : All[ScofPushCodes.Unexpected];
}

internal sealed record ProblemText(int Status, string Title, string Message);
