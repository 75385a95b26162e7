namespace Network.Connect;

internal static class ConnectEndpoints
{
    public static void MapConnect(this WebApplication app)
    {
        var connect = app.MapGroup("/mdes/connect/1/0");
        connect.MapGet("tokenRequestors", (ConnectService service) => service.TokenRequestors());
        connect.MapPost("pushMultipleAccounts", (PushRequest request, HttpContext context, ConnectService service) =>
            service.Push(request, context));
        connect.MapGet("jwks.json", (PushDataSigner signer, HttpResponse response) =>
        {
            response.Headers.CacheControl = "public, max-age=300";
            return signer.KeySet();
        });
    }
}
