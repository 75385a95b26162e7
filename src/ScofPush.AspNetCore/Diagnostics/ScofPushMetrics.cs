using System.Diagnostics.Metrics;

namespace ScofPush.AspNetCore.Diagnostics;

/// <summary>The instruments of the Meter <c>ScofPush</c> (design 9). Tags come from closed sets only .</summary>
internal sealed class ScofPushMetrics
{
    public const string MeterName = "ScofPush";

    private readonly Counter<long> _detections;
    private readonly Counter<long> _flows;
    private readonly Counter<long> _unknown;
    private readonly Counter<long> _notifications;
    private readonly Counter<long> _settled;
    private readonly Counter<long> _undelivered;
    private readonly Histogram<double> _enrollment;

    public ScofPushMetrics(IMeterFactory meters)
    {
#pragma warning disable CA2000 // the factory owns the meter
        var meter = meters.Create(MeterName);
#pragma warning restore CA2000
        _detections = meter.CreateCounter<long>("scofpush.detections", "{push}", "Push URIs that arrived, by SP code where they were refused.");
        _flows = meter.CreateCounter<long>("scofpush.flows", "{push}", "Pushes that ended, by how.");
        _unknown = meter.CreateCounter<long>("scofpush.enrollment.unknown", "{receipt}", "Receipts whose outcome became unknown.");
        _notifications = meter.CreateCounter<long>("scofpush.notifications", "{card}", "Cards that the network told of, by what came of it, and requests of strangers.");
        _settled = meter.CreateCounter<long>("scofpush.enrollment.settled", "{receipt}", "Receipts whose unknown outcome was settled, by how.");
        _undelivered = meter.CreateCounter<long>("scofpush.recording.undelivered", "{receipt}", "Enrolled cards that the recorder never took.");
        _enrollment = meter.CreateHistogram<double>("scofpush.enrollment.duration", "s", "How long enrolling one receipt took, by outcome.");
    }

    public void Detected(string? code) => _detections.Add(1, new KeyValuePair<string, object?>("result", code ?? "parked"));

    public void FlowEnded(string how) => _flows.Add(1, new KeyValuePair<string, object?>("result", how));

    public void Undelivered() => _undelivered.Add(1);

    public void Notified(string result, int count)
    {
        if (count > 0)
        {
            _notifications.Add(count, new KeyValuePair<string, object?>("result", result));
        }
    }

    public void Settled(string state) => _settled.Add(1, new KeyValuePair<string, object?>("outcome", state));

    public void LeaseExpired() => _unknown.Add(1);

    public void Enrolled(string outcome, TimeSpan duration)
    {
        _enrollment.Record(duration.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));
        if (outcome == "Unknown")
        {
            _unknown.Add(1);
        }
    }
}
