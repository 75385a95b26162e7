namespace ScofPush.Mastercard.Keys;

/// <summary>
/// Where the signing key comes from. The default reads <see cref="MastercardOptions.KeyFile"/> or
/// <see cref="MastercardOptions.KeyPem"/>; a host with a vault or an HSM registers its own.
/// </summary>
public interface ISigningKeySource
{
    /// <summary>The pair to sign the next request with. Called for every request: keep what is costly to fetch.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken);
}
