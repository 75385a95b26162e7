using ScofPush.AspNetCore.Diagnostics;


namespace ScofPush.Mastercard.Cards;

/// <summary>Tells from an exception how far an attempt came. Only what surely happened before sending counts as nothing done.</summary>
internal static class Faults
{
    public static NetworkAnswer ToAnswer(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ScofPushConfigurationException { Problems: [var problem, ..] }:
                    return NetworkAnswer.NotReady(problem.Code, cause);
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
                }:
                // How SocketsHttpHandler reports that ConnectTimeout has passed; the client itself has no timeout.
                case OperationCanceledException { InnerException: TimeoutException }:
                    return Make(Arrival.NotConnected, Verdict.Busy, cause);
            }
        }

        return Make(Arrival.Lost, Verdict.Open, exception.GetBaseException());
    }

    private static NetworkAnswer Make(Arrival arrival, Verdict verdict, Exception cause) =>
        new()
        {
            Arrival = arrival,
            Verdict = verdict,
            Fault = cause is HttpRequestException http ? $"{cause.GetType().Name} {http.HttpRequestError}" : cause.GetType().Name,
        };
}
