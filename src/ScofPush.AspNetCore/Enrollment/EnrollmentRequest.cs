namespace ScofPush.AspNetCore.Enrollment;

/// <summary>One receipt to enroll.</summary>
public sealed record EnrollmentRequest
{
    /// <summary>The push account receipt: opaque, 1 to 64 characters, a bearer secret (protocol 3).</summary>
    public required string Receipt { get; init; }

    /// <summary>The customer as the network may know it: opaque, stable, different per programme, at most 255 characters.</summary>
    public required string ConsumerId { get; init; }

    /// <summary>A UUID that ties the calls of one push together, for tracing only.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>No second attempt starts after this time: the receipt may no longer live (design 4).</summary>
    public required DateTimeOffset RetryUntil { get; init; }

    /// <summary>The session affinity value that the previous call of the same push answered with, if any (protocol 5).</summary>
    public string? FlowId { get; init; }

    /// <summary>Never prints the receipt or the consumer .</summary>
    public override string ToString() => $"enrollment {CorrelationId}";
}
