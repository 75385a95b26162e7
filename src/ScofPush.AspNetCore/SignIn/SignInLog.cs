using Microsoft.Extensions.Logging;

namespace ScofPush.AspNetCore.SignIn;

internal static partial class SignInLog
{
    [LoggerMessage(1300, LogLevel.Information, "Push {Push}: the shopper is asked to sign in", EventName = "Challenged")]
    public static partial void Challenged(ILogger logger, string push);

    [LoggerMessage(1301, LogLevel.Information, "Push {Push}: the shopper signed in elsewhere and is brought back", EventName = "Resumed")]
    public static partial void Resumed(ILogger logger, string push);

    [LoggerMessage(1310, LogLevel.Warning, "{Code}: push {Push}: the shopper came back from sign-in without being signed in, twice; is the scheme that signs in the one that ScofPush asks (ScofPush:SignIn:AuthenticateScheme), and does the session cookie come with {Path}?", EventName = "SignInNotKept")]
    public static partial void SignInNotKept(ILogger logger, string code, string push, string path);

    [LoggerMessage(1311, LogLevel.Warning, "{Code}: a signed-in principal has no claim to tell the customer by: no NameIdentifier, sub or Name. It has: {ClaimTypes}. Set SignIn.IdentifyCustomer in AddScofPush(...).Configure(options => ...)", EventName = "NoCustomerKey")]
    public static partial void NoCustomerKey(ILogger logger, string code, string claimTypes);

    [LoggerMessage(1312, LogLevel.Warning, "{Code}: this shop's identity keeps the user's id in the claim {ClaimType}, which ScofPush does not look at: customers are told by their name, which may change. Set SignIn.IdentifyCustomer in AddScofPush(...).Configure(options => ...)", EventName = "CustomerKeyUnstable")]
    public static partial void CustomerKeyUnstable(ILogger logger, string code, string claimType);
}
