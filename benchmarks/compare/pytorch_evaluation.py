"""The Frechet distance, precision and recall on the pixels of two sets of images, as a PyTorch user computes them."""

import torch

SAMPLES, NEIGHBOURS = 10_000, 3


class Evaluation:
    """plain: scipy's matrix root, and distances a thousand rows at a time; best: eigenvalues instead of the root, and less
    walking."""

    def __init__(self, best):
        self.best = best
        self.generated, self.reference = (torch.randint(0, 256, (SAMPLES, 1, 32, 32), dtype=torch.uint8) for _ in range(2))

    def step(self):
        self.scores(self.generated, self.reference)

    def check(self, saved):
        scores = torch.tensor(self.scores(saved["generated"], saved["reference"]), dtype=torch.float64)
        differences = (scores - saved["scores"]).abs()
        return {"frechet": (differences[0] / saved["scores"][0].abs()).item(), "shares": differences[1:].max().item()}

    @torch.no_grad()
    def scores(self, generated, reference):
        generated, reference = (images.flatten(1).float() / 255 for images in (generated, reference))
        fake_radii, real_radii = self.radii(generated), self.radii(reference)
        precision, recall = self.covered(generated, reference, fake_radii, real_radii)
        return self.frechet(generated.double(), reference.double()), precision, recall

    def frechet(self, first, second):
        """arXiv:1706.08500, equation 6."""
        means, covariances = (first.mean(0), second.mean(0)), (torch.cov(first.T), torch.cov(second.T))
        product = covariances[0] @ covariances[1]
        if self.best:
            root = torch.linalg.eigvals(product).real.clamp(min=0).sqrt().sum()
        else:
            from scipy.linalg import sqrtm
            root = torch.from_numpy(sqrtm(product.numpy()).real).trace()
        return ((means[0] - means[1]).square().sum() + covariances[0].trace() + covariances[1].trace() - 2 * root).item()

    def radii(self, features):
        """The distance of each sample to its third neighbour (arXiv:1904.06991, section 2)."""
        return torch.cat([torch.cdist(part, features).kthvalue(NEIGHBOURS + 1).values for part in self.parts(features)])

    def covered(self, generated, reference, fake_radii, real_radii):
        """The shares of generated samples near a real one, and of real ones near a generated one."""
        near_real, near_fake = [], torch.zeros(len(reference), dtype=torch.bool)
        for part, radii in zip(self.parts(generated), self.parts(fake_radii)):
            distances = torch.cdist(part, reference)
            near_real.append((distances <= real_radii).any(1))
            near_fake |= (distances <= radii[:, None]).any(0)
        return torch.cat(near_real).float().mean().item(), near_fake.float().mean().item()

    def parts(self, values):
        return values.split(2_500 if self.best else 1_000)
