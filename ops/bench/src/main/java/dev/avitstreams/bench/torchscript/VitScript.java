package dev.avitstreams.bench.torchscript;

import dev.avitstreams.inference.model.Architecture;

/** The forward pass as TorchScript, for one image [1, 3, S, S]. Parameters are attributes of the module. */
record VitScript(Architecture architecture) {
    private static final String HEAD = """
            def forward(self, image: Tensor) -> Tensor:
                x = torch.conv2d(image, self.patch_embed_proj_weight, self.patch_embed_proj_bias, [PATCH, PATCH])
                x = torch.cat([self.cls_token, torch.flatten(x, 2).transpose(1, 2)], 1) + self.pos_embed
            """;

    private static final String BLOCK = """
                y = torch.layer_norm(x, [WIDTH], self.BLOCK_norm1_weight, self.BLOCK_norm1_bias, 1e-6)
                y = torch.linear(y, self.BLOCK_attn_qkv_weight, self.BLOCK_attn_qkv_bias)
                q, k, v = torch.unbind(y.view([1, TOKENS, 3, HEADS, PER_HEAD]).permute([2, 0, 3, 1, 4]), 0)
                y = torch.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape([1, TOKENS, WIDTH])
                x = x + torch.linear(y, self.BLOCK_attn_proj_weight, self.BLOCK_attn_proj_bias)
                y = torch.layer_norm(x, [WIDTH], self.BLOCK_norm2_weight, self.BLOCK_norm2_bias, 1e-6)
                y = torch.gelu(torch.linear(y, self.BLOCK_mlp_fc1_weight, self.BLOCK_mlp_fc1_bias))
                x = x + torch.linear(y, self.BLOCK_mlp_fc2_weight, self.BLOCK_mlp_fc2_bias)
            """;

    private static final String TAIL = """
                y = torch.layer_norm(torch.select(x, 1, 0), [WIDTH], self.norm_weight, self.norm_bias, 1e-6)
                return torch.linear(y, self.head_weight, self.head_bias)
            """;

    /** A parameter's name, as an attribute's may be. */
    static String attribute(String parameter) {
        return parameter.replace('.', '_');
    }

    String source() {
        StringBuilder source = new StringBuilder(HEAD);
        for (int block = 0; block < architecture.blocks(); block++) {
            source.append(BLOCK.replace("BLOCK", "blocks_" + block));
        }
        return source.append(TAIL)
                .toString()
                .replace("PATCH", Integer.toString(architecture.patchSide()))
                .replace("TOKENS", Integer.toString(architecture.tokens()))
                .replace("PER_HEAD", Integer.toString(architecture.headWidth()))
                .replace("HEADS", Integer.toString(architecture.heads()))
                .replace("WIDTH", Integer.toString(architecture.width()));
    }
}
