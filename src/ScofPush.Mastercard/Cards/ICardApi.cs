using Refit;

namespace ScofPush.Mastercard.Cards;

/// <summary>
/// The card API of Mastercard Checkout Solutions (protocol 5). It returns raw responses: what an answer means is decided in one
/// place, <see cref="Verdict"/>, and Refit has no reason to make an exception that carries a body.
/// </summary>
[Headers("Accept: application/json")]
internal interface ICardApi
{
    [Post("/cards")]
    Task<HttpResponseMessage> EnrollAsync(
        [Body(buffered: true)] EnrollCardRequest request,
        [Header(FlowId.HeaderName)] string? flowId,
        CancellationToken cancellationToken
    );

    [Get("/cards/{cardId}")]
    Task<HttpResponseMessage> GetAsync(
        string cardId,
        string srcClientId,
        string serviceId,
        string? srcDpaId,
        [Header(FlowId.HeaderName)] string? flowId,
        CancellationToken cancellationToken
    );

    [Delete("/cards/{cardId}")]
    Task<HttpResponseMessage> DeleteAsync(
        string cardId,
        string srcClientId,
        string serviceId,
        string? srcDpaId,
        string reason,
        string requestor,
        [Header(FlowId.HeaderName)] string? flowId,
        CancellationToken cancellationToken
    );
}
