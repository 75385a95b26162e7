using System.Text;

namespace ScofPush.Benchmarks;

/// <summary>What a request was answered with.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Location">Where it leads.</param>
/// <param name="SetCookie">The cookies it sets.</param>
/// <param name="Body">The body; only until the next request of the same browser.</param>
public sealed record Answer(int Status, string? Location, string? SetCookie, ReadOnlyMemory<byte> Body)
{
    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
