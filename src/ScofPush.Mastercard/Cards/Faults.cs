using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Cards;

/// <summary>Tells from an exception how far an attempt came. Only what surely happened before sending counts as nothing done.</summary>
internal static class Faults
{
    public static NetworkAnswer ToAnswer(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is ScofPushConfigurationException { Problems: [var problem, ..] })
            {
                return NetworkAnswer.NotReady(problem.Code, cause);
            }

            if (IsUnconnected(cause))
            {
                return Make(Arrival.NotConnected, Verdict.Busy, cause);
            }
        }

        return Make(Arrival.Lost, Verdict.Open, exception.GetBaseException());
    }

    /// <summary>Whether this very exception says that no connection was established.</summary>
    public static bool IsUnconnected(Exception exception) =>
        exception
            is HttpRequestException
            {
                HttpRequestError: HttpRequestError.NameResolutionError
                        or HttpRequestError.ConnectionError
                        or HttpRequestError.SecureConnectionError
                        or HttpRequestError.ProxyTunnelError
            }
                // How SocketsHttpHandler reports that ConnectTimeout has passed; the client itself has no timeout.
                or OperationCanceledException { InnerException: TimeoutException };

    private static NetworkAnswer Make(Arrival arrival, Verdict verdict, Exception cause) =>
        new()
        {
            Arrival = arrival,
            Verdict = verdict,
            Fault = cause is HttpRequestException http ? $"{cause.GetType().Name} {http.HttpRequestError}" : cause.GetType().Name,
        };
}
