-- AlterEnum
ALTER TYPE "PostSource" ADD VALUE 'archive';
